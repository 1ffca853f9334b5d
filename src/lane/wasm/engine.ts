/** What is used of the platform's WebAssembly; the types of Node.js do not declare it. */
interface Engine {
	readonly Module: new (bytes: Uint8Array) => object;
	readonly Instance: new (module: object) => { readonly exports: unknown };
}

/** The platform's WebAssembly; undefined where it is switched off. */
export const engine: Engine | undefined = (globalThis as { readonly WebAssembly?: Engine }).WebAssembly; // as the web declares it
