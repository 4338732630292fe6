import { EngineError } from './engineError';

// A module with one vector instruction: valid where WebAssembly has SIMD.
const simd = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

/** Refuses a browser in which the models cannot run. */
export function demandWebAssembly(): void {
  if (typeof WebAssembly !== 'object') {
    throw new EngineError(
      'This browser has no WebAssembly, or it is turned off, and both models run in it. Turn it on, or use a current Chrome, Edge, ' +
        'Firefox or Safari.',
    );
  }
  if (!WebAssembly.validate(simd)) {
    throw new EngineError(
      'The WebAssembly of this browser has no SIMD instructions, which both models need. Use a current Chrome, Edge, Firefox or Safari.',
    );
  }
}

/**
 * Workers to run models in: one a core, up to four. Each holds both models, about 180 MB, so a device that says it has little memory gets
 * fewer.
 */
export function workerCount(
  cores = navigator.hardwareConcurrency || 1,
  gigabytes = (navigator as { deviceMemory?: number }).deviceMemory ?? 8,
): number {
  return Math.max(1, Math.min(cores, 4, Math.floor(gigabytes / 2)));
}
