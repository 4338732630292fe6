/** Written by build/modelFiles.ts from models/ and the packages. */
declare module 'virtual:model-files' {
  /** A file that the page loads besides its own code. */
  export interface ServedFile {
    /** Relative to the page. */
    readonly url: string;
    readonly bytes: number;
    /** SHA-256, as in models/SHA256SUMS. */
    readonly sha256: string;
  }

  export const modelFiles: Readonly<Record<string, Readonly<Record<string, ServedFile>>>>;

  /** ONNX Runtime's WebAssembly; its address is known to the bundler alone. */
  export const runtimeFile: Omit<ServedFile, 'url'>;
}

/** Put in by the service worker's build: what it keeps, and the version that this is. */
declare const __SHELL_FILES__: readonly string[];
declare const __SHELL_VERSION__: string;

/** Written by build/measuredFigures.ts from bench/results, docs/quality.md and samples/help-centre/measured.md. */
declare module 'virtual:measured-figures' {
  export const measured: {
    readonly machine: string;
    /** The bi-encoder over texts of a collection; tokens are a text's mean. */
    readonly embedding: ReadonlyArray<{ readonly collection: string; readonly tokens: number; readonly textsPerSecond: number }>;
    /** The cross-encoder over pairs of a collection; tokens are a pair's median. */
    readonly reranking: ReadonlyArray<{ readonly collection: string; readonly tokens: number; readonly pairsPerSecond: number }>;
    /** Median searches over so many passages. */
    readonly searching: ReadonlyArray<{
      readonly passages: number;
      readonly denseMilliseconds: number;
      readonly embedMilliseconds: number;
      readonly rerankedMilliseconds: number;
    }>;
    /** nDCG@10 by collection and stage. */
    readonly stages: ReadonlyArray<{
      readonly name: string;
      readonly values: Readonly<Record<'bi-encoder' | 'fused' | 'reranked alone' | 'default', number>>;
    }>;
    /** Queries of the help-centre sample whose first passage answers fully, by kind of query. */
    readonly firstAnswers: Readonly<
      Record<
        'all' | 'same-words-other-meaning' | 'other-words-same-meaning',
        { readonly queries: number; readonly biEncoder: number; readonly crossEncoder: number }
      >
    >;
  };
}
