namespace Lodestone;

/// <summary>The causes of errors, as stable codes in kebab-case.</summary>
/// <remarks>
/// A code names a cause, not the exception that carries it, and each summary is that cause as a condition. Over HTTP a problem's type is
/// <c>urn:lodestone:error:</c> and the code, or a wider code that covers several causes. docs/errors.md lists all.
/// </remarks>
public static class ErrorCodes
{
    /// <summary>A number, a time or a choice is outside the range of its argument or option.</summary>
    public const string OutOfRange = "out-of-range";

    /// <summary>A name, a path or an id is empty or blank.</summary>
    public const string ValueBlank = "value-blank";

    /// <summary>A list has an element that is null.</summary>
    public const string ValueNull = "value-null";

    /// <summary>A number is NaN or infinite where numbers are compared.</summary>
    public const string ValueNotFinite = "value-not-finite";

    /// <summary>Two lists that belong together have different lengths.</summary>
    public const string CountsDiffer = "counts-differ";

    /// <summary>An id or a key occurs more than once where each must be unique.</summary>
    public const string IdDuplicate = "id-duplicate";

    /// <summary>The destination of a result is too short for it.</summary>
    public const string DestinationTooShort = "destination-too-short";

    /// <summary>A document's id is empty, too long, or has characters that ids do not have.</summary>
    public const string DocumentIdInvalid = "document-id-invalid";

    /// <summary>A document's text, headings or metadata cannot be stored.</summary>
    public const string DocumentInvalid = "document-invalid";

    /// <summary>A value has a kind or a size that metadata cannot hold.</summary>
    public const string MetadataInvalid = "metadata-invalid";

    /// <summary>The collection has no document with the id.</summary>
    public const string DocumentNotFound = "document-not-found";

    /// <summary>A minimum probability was requested of a search that reranks no hit, so no hit has a probability.</summary>
    public const string ProbabilityMissing = "probability-missing";

    /// <summary>A query has no words.</summary>
    public const string QueryBlank = "query-blank";

    /// <summary>A query is longer than the limit of a search or of a model.</summary>
    public const string QueryTooLong = "query-too-long";

    /// <summary>The weights of a fusion add up to zero or to infinity.</summary>
    public const string WeightsInvalid = "weights-invalid";

    /// <summary>A filter's list of values, or a value of it, is empty.</summary>
    public const string FilterValueMissing = "filter-value-missing";

    /// <summary>A page of hits ends after the last candidate.</summary>
    public const string PageTooDeep = "page-too-deep";

    /// <summary>The text of a filter does not follow its grammar.</summary>
    public const string FilterMalformed = "filter-malformed";

    /// <summary>A filter has more characters, comparisons or levels than are accepted.</summary>
    public const string FilterTooLarge = "filter-too-large";

    /// <summary>A filter names a field that no document has.</summary>
    public const string FilterFieldUnknown = "filter-field-unknown";

    /// <summary>A filter compares a field with a value of a kind that the field does not hold.</summary>
    public const string FilterKindMismatch = "filter-kind-mismatch";

    /// <summary>Every first stage of a search failed.</summary>
    public const string SearchFailed = "search-failed";

    /// <summary>The budget of a search ended before its filter was evaluated.</summary>
    public const string BudgetSpent = "budget-spent";

    /// <summary>A model is neither a bundled one nor a folder.</summary>
    public const string ModelNotFound = "model-not-found";

    /// <summary>There is no folder of bundled models.</summary>
    public const string ModelsFolderMissing = "models-folder-missing";

    /// <summary>The native library that runs models is not there, or is not for this platform.</summary>
    public const string ModelRuntimeMissing = "model-runtime-missing";

    /// <summary>The library that runs models does not have the execution provider that was asked for, or cannot start it.</summary>
    public const string ExecutionProviderMissing = "execution-provider-missing";

    /// <summary>A model's folder lacks a file that every model has.</summary>
    public const string ModelFileMissing = "model-file-missing";

    /// <summary>A model's file cannot be opened or read.</summary>
    public const string ModelFileUnreadable = "model-file-unreadable";

    /// <summary>A model's file is damaged, truncated, or of another format than its name says.</summary>
    public const string ModelFileMalformed = "model-file-malformed";

    /// <summary>A model's file is larger than the limit for such a file.</summary>
    public const string ModelFileTooLarge = "model-file-too-large";

    /// <summary>The files of a model contradict each other.</summary>
    public const string ModelFilesDiffer = "model-files-differ";

    /// <summary>The checksum of a bundled model's file differs from the published one.</summary>
    public const string ModelChecksumDiffers = "model-checksum-differs";

    /// <summary>A model needs a step, an input or an output that is not supported.</summary>
    public const string ModelUnsupported = "model-unsupported";

    /// <summary>A model is not of the kind that is needed, a bi-encoder or a cross-encoder.</summary>
    public const string ModelKindMismatch = "model-kind-mismatch";

    /// <summary>A model returns several scores for a pair, and no option selects the score of relevance.</summary>
    public const string ModelScoreAmbiguous = "model-score-ambiguous";

    /// <summary>The outputs of a loaded model differ from those of its self-check.</summary>
    public const string ModelCheckFailed = "model-check-failed";

    /// <summary>The output of a model has a number that is NaN or infinite.</summary>
    public const string ModelOutputNotFinite = "model-output-not-finite";

    /// <summary>A run of a model failed: its graph cannot compute the inputs that its tokenizer produces.</summary>
    public const string ModelRunFailed = "model-run-failed";

    /// <summary>A request names another model, or other dimensions, than the model in use has.</summary>
    public const string ModelMismatch = "model-mismatch";

    /// <summary>A tokenizer needs a component that is not supported.</summary>
    public const string TokenizerUnsupported = "tokenizer-unsupported";

    /// <summary>A tokenizer's file has more entries, characters or levels than are accepted.</summary>
    public const string TokenizerTooLarge = "tokenizer-too-large";

    /// <summary>A step of a tokenizer needs more time or memory for a text than is accepted.</summary>
    public const string TokenizerTooCostly = "tokenizer-too-costly";

    /// <summary>A token id is outside the model's vocabulary.</summary>
    public const string TokenIdUnknown = "token-id-unknown";

    /// <summary>A reranker of the application threw an exception.</summary>
    public const string RerankerFailed = "reranker-failed";

    /// <summary>A reranker of the application did not return exactly one finite score for each passage.</summary>
    public const string RerankerOutputInvalid = "reranker-output-invalid";

    /// <summary>An embedder of the application threw an exception, or did not answer in time.</summary>
    public const string EmbedderFailed = "embedder-failed";

    /// <summary>An embedder of the application did not return exactly one finite vector of one length for each text.</summary>
    public const string EmbedderOutputInvalid = "embedder-output-invalid";

    /// <summary>Neither the metadata of an application's embedder nor an option identifies its model.</summary>
    public const string EmbedderUnidentified = "embedder-unidentified";

    /// <summary>A collection was embedded by an embedder of an application, and it is opened without one.</summary>
    public const string EmbedderMissing = "embedder-missing";

    /// <summary>A collection is opened with an embedder of the application and with the name of a bi-encoder.</summary>
    public const string EmbedderConflict = "embedder-conflict";

    /// <summary>A chunker of the application threw an exception.</summary>
    public const string ChunkerFailed = "chunker-failed";

    /// <summary>A chunker of the application returned ranges that are empty, outside the text, not ascending or too many.</summary>
    public const string ChunkerOutputInvalid = "chunker-output-invalid";

    /// <summary>Reading a file took more time, memory or output than the worker process may use for one.</summary>
    public const string ExtractionBound = "extraction-bound";

    /// <summary>The worker process that read a file ended, or answered with what is no answer.</summary>
    public const string ExtractionFailed = "extraction-failed";

    /// <summary>The worker process that reads files of a format could not be started.</summary>
    public const string ExtractionUnavailable = "extraction-unavailable";

    /// <summary>A reader of the application threw an exception.</summary>
    public const string ReaderFailed = "reader-failed";

    /// <summary>A reader of the application returned null, or a document that cannot be stored.</summary>
    public const string ReaderOutputInvalid = "reader-output-invalid";

    /// <summary>
    /// A token counter of the application threw an exception, or returned a negative number or too many tokens for the text.
    /// </summary>
    public const string TokenCounterFailed = "token-counter-failed";

    /// <summary>An index's file is missing, damaged, or contradicts another.</summary>
    public const string IndexDamaged = "index-damaged";

    /// <summary>An index's file has an unknown version.</summary>
    public const string IndexVersionUnknown = "index-version-unknown";

    /// <summary>An index was created with other settings than it is opened with.</summary>
    public const string IndexSettingsDiffer = "index-settings-differ";

    /// <summary>Another writer has the index open.</summary>
    public const string IndexInUse = "index-in-use";

    /// <summary>A change was requested of an index that is open for reading only.</summary>
    public const string IndexReadOnly = "index-read-only";

    /// <summary>An index that was created without a folder cannot be saved.</summary>
    public const string IndexWithoutFolder = "index-without-folder";

    /// <summary>The labels of an index are longer than its header has room for.</summary>
    public const string IndexLabelsTooLong = "index-labels-too-long";

    /// <summary>A vector has another number of dimensions than the index.</summary>
    public const string VectorDimensionsDiffer = "vector-dimensions-differ";

    /// <summary>A vector has a number that is NaN or infinite.</summary>
    public const string VectorNotFinite = "vector-not-finite";

    /// <summary>A vector's length (its Euclidean norm) is greater than the index can compare.</summary>
    public const string VectorTooLong = "vector-too-long";

    /// <summary>A vector to search with has zeros alone, so it has no direction.</summary>
    public const string VectorZero = "vector-zero";

    /// <summary>The folder has no collection to read.</summary>
    public const string CollectionNotFound = "collection-not-found";

    /// <summary>Another process, or another object in this one, is writing to the collection.</summary>
    public const string CollectionInUse = "collection-in-use";

    /// <summary>A vector space was created twice, used after it was dropped, or dropped while it is active.</summary>
    public const string VectorSpaceInvalid = "vector-space-invalid";

    /// <summary>A change was requested of a collection that is open for reading only.</summary>
    public const string CollectionReadOnly = "collection-read-only";

    /// <summary>A collection of an application is not open: it is being opened, it could not be opened, or it is closed.</summary>
    public const string CollectionNotOpen = "collection-not-open";

    /// <summary>Two collections of an application have the same name.</summary>
    public const string CollectionNameTaken = "collection-name-taken";

    /// <summary>The configuration of a collection has an unknown key, a value of the wrong type, or a value that is not accepted.</summary>
    public const string OptionsInvalid = "options-invalid";

    /// <summary>A collection was embedded with another model than it is opened with.</summary>
    public const string CollectionModelDiffers = "collection-model-differs";

    /// <summary>The folder of a backup is a file, is not empty, lies within the collection, or is that of another backup.</summary>
    public const string BackupFolderInvalid = "backup-folder-invalid";

    /// <summary>The stream of an import is not an export, or a line of it violates the format.</summary>
    public const string ExportMalformed = "export-malformed";

    /// <summary>An export has more or fewer documents than its header states, mostly because it was truncated.</summary>
    public const string ExportIncomplete = "export-incomplete";

    /// <summary>An export was written by an unknown version of Lodestone.</summary>
    public const string ExportVersionUnknown = "export-version-unknown";

    /// <summary>An export has vectors of another model than the collection's, or of passages of other sizes.</summary>
    public const string ExportModelDiffers = "export-model-differs";

    /// <summary>The file of a collection's store is not a store.</summary>
    public const string StoreForeign = "store-foreign";

    /// <summary>A store, or the settings in it, were written by an unknown version of Lodestone.</summary>
    public const string StoreVersionUnknown = "store-version-unknown";

    /// <summary>A store is truncated or overwritten, or its parts contradict each other.</summary>
    public const string StoreDamaged = "store-damaged";

    /// <summary>There is no room left on the disk.</summary>
    public const string DiskFull = "disk-full";

    /// <summary>The operating system denies access to a folder or a file.</summary>
    public const string NotPermitted = "not-permitted";

    /// <summary>The operating system failed to read or write.</summary>
    public const string InputOutput = "input-output";

    /// <summary>No file or folder was named to read from.</summary>
    public const string PathMissing = "path-missing";

    /// <summary>A path is neither a file nor a folder.</summary>
    public const string PathNotFound = "path-not-found";

    /// <summary>Two files would become documents with the same id.</summary>
    public const string PathDuplicate = "path-duplicate";

    /// <summary>A pattern of file names cannot be matched.</summary>
    public const string PatternInvalid = "pattern-invalid";

    /// <summary>No field was named for the text of the records.</summary>
    public const string TextFieldMissing = "text-field-missing";

    /// <summary>The delimiter of a CSV file is a character with a meaning of its own in CSV.</summary>
    public const string DelimiterInvalid = "delimiter-invalid";

    /// <summary>A file of judgements does not follow its format.</summary>
    public const string QrelsMalformed = "qrels-malformed";

    /// <summary>A file of a run does not follow its format.</summary>
    public const string RunMalformed = "run-malformed";

    /// <summary>A file of a data set does not follow its format.</summary>
    public const string DatasetMalformed = "dataset-malformed";

    /// <summary>A data set lacks a file, or a query that is judged.</summary>
    public const string DatasetIncomplete = "dataset-incomplete";

    /// <summary>A file of an evaluation cannot be opened.</summary>
    public const string EvaluationFileUnreadable = "evaluation-file-unreadable";

    /// <summary>An id has characters that the format of the output file cannot represent.</summary>
    public const string IdNotWritable = "id-not-writable";

    /// <summary>A setting is unknown or has a value that is not accepted, or the file that has it cannot be used.</summary>
    public const string ConfigInvalid = "config-invalid";

    /// <summary>A file of settings that was found, not named, sets a server, a key, a model or a path outside its folder.</summary>
    public const string ConfigNotAllowed = "config-not-allowed";

    /// <summary>A folder could not be listed fully, so that a mirror removed nothing of it.</summary>
    public const string MirrorIncomplete = "mirror-incomplete";

    /// <summary>A mirror would remove more than half of a folder's documents, and was not told that this is meant.</summary>
    public const string MirrorUnconfirmed = "mirror-unconfirmed";

    /// <summary>Collections with different bi-encoders are to be searched without the reranking that alone orders their hits.</summary>
    public const string ScoresNotComparable = "scores-not-comparable";

    /// <summary>A score is NaN, or greater than a run can represent.</summary>
    public const string ScoreInvalid = "score-invalid";

    /// <summary>The name of a measure is unknown.</summary>
    public const string MeasureUnknown = "measure-unknown";

    /// <summary>An evaluation was started without a measure.</summary>
    public const string MeasureMissing = "measure-missing";

    /// <summary>The result was not evaluated for the measure or the query.</summary>
    public const string NotEvaluated = "not-evaluated";

    /// <summary>A run and the judgements, or two results, have different queries.</summary>
    public const string QueriesDiffer = "queries-differ";

    /// <summary>The file of API keys cannot be read or written.</summary>
    public const string KeyFileUnusable = "key-file-unusable";

    /// <summary>The file of API keys has reached its maximum number of keys.</summary>
    public const string KeyFileFull = "key-file-full";

    /// <summary>An API key's name is blank, too long, or has control characters.</summary>
    public const string KeyNameInvalid = "key-name-invalid";

    /// <summary>A server without API keys was told to listen where other machines can reach it.</summary>
    public const string KeysMissing = "keys-missing";

    /// <summary>No address to listen on was given, or one is invalid.</summary>
    public const string AddressInvalid = "address-invalid";

    /// <summary>An address asks for HTTPS, and there is no certificate.</summary>
    public const string CertificateMissing = "certificate-missing";

    /// <summary>Another program listens at the address.</summary>
    public const string AddressInUse = "address-in-use";

    /// <summary>A client was given an address that is no server's.</summary>
    public const string ServerAddressInvalid = "server-address-invalid";

    /// <summary>A client was given an API key that no request can carry.</summary>
    public const string ApiKeyInvalid = "api-key-invalid";

    /// <summary>A name of a collection is one that no address can hold.</summary>
    public const string NameNotAddressable = "name-not-addressable";

    /// <summary>There is no server at an address, or no connection to it.</summary>
    public const string ServerUnreachable = "server-unreachable";

    /// <summary>A server did not answer in time.</summary>
    public const string ServerTimeout = "server-timeout";

    /// <summary>The connection to a server ended before its whole answer had arrived.</summary>
    public const string ResponseIncomplete = "response-incomplete";

    /// <summary>A server's answer is a page or another content that is not JSON, as a proxy gives it.</summary>
    public const string ResponseNotJson = "response-not-json";

    /// <summary>A server's answer is larger than a client reads.</summary>
    public const string ResponseTooLarge = "response-too-large";

    /// <summary>A server's answer is not one that Lodestone gives.</summary>
    public const string ResponseUnknown = "response-unknown";
}
