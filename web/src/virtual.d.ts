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
