// What is taken away from the worker before any program runs. The policy of the frame is the wall; this is the second.
const PAGE_BYTES = 65_536;

/** Names that stay: the language itself, and what Pyodide uses while it runs. */
const KEPT = new Set(
  (
    "Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp " +
    "Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError globalThis JSON Math Intl " +
    "ArrayBuffer SharedArrayBuffer Atomics DataView Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array " +
    "Float16Array Float32Array Float64Array Uint8ClampedArray BigUint64Array BigInt64Array Map BigInt Set WeakMap " +
    "WeakSet WeakRef Proxy Reflect FinalizationRegistry Iterator decodeURI decodeURIComponent encodeURI " +
    "encodeURIComponent escape unescape eval isFinite isNaN constructor " +
    "self console crypto performance WebAssembly setTimeout clearTimeout setInterval clearInterval queueMicrotask " +
    "structuredClone TextEncoder TextDecoder MessageChannel AbortController AbortSignal DOMException Event EventTarget " +
    "cardwrightLoader cardwrightCore _createPyodideModule"
  ).split(" "),
);

/** Everything else goes: storage, other workers, the network, messages to the page. */
export function lockUp(): void {
  for (let place = self as object; place && place !== EventTarget.prototype; place = Object.getPrototypeOf(place) as object) {
    for (const name of Object.getOwnPropertyNames(place)) if (!KEPT.has(name)) remove(place, name);
  }
}

function remove(place: object, name: string): void {
  if (Reflect.deleteProperty(place, name)) return;
  Reflect.defineProperty(place, name, { value: undefined, writable: false });
}

/** More memory than this is refused, so that Python raises MemoryError before the browser gives up. */
export function limitMemory(bytes: number): void {
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (this: WebAssembly.Memory, pages: number): number {
    if (this.buffer.byteLength + pages * PAGE_BYTES > bytes) throw new RangeError("memory limit");
    return grow.call(this, pages);
  };
}
