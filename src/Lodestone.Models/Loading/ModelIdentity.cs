namespace Lodestone.Models;

/// <summary>What tells a model from every other, wherever its folder is and whatever it is called.</summary>
/// <param name="Checksum">
/// SHA-256, in lower-case hexadecimal, over the files that its outputs follow from: the graph that was loaded with its external data,
/// config.json, modules.json and the modules' configurations, sentence_bert_config.json, config_sentence_transformers.json, and the
/// tokenizer's files. A limit on tokens that the caller set is not in it.
/// </param>
/// <param name="TokenizerChecksum">
/// SHA-256, in lower-case hexadecimal, over what token ids follow from. Of tokenizer.json these are the vocabulary, the rules and the
/// added tokens, whatever their layout; not the template, padding or truncation. So two models with equal checksums give every text the
/// same ids, special tokens left aside; equal ids under different checksums are possible.
/// </param>
public sealed record ModelIdentity(string Checksum, string TokenizerChecksum);
