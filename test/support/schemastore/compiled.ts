import { compiled } from "../compiled.js";

/** What generated code takes from the package, so that it compiles anywhere. */
const UPSHAPE = `export interface SchemaObject { readonly [keyword: string]: unknown }
export interface Version<T> {
	readonly schema: SchemaObject;
	readonly is: (x: unknown) => x is T;
	readonly explain: (x: unknown) => readonly { readonly keyword: string; readonly message: string; readonly instanceLocation: string; readonly keywordLocation?: string }[];
	readonly looksLike?: (x: unknown) => boolean;
	readonly isExact?: (version: unknown) => boolean;
}
`;

/** What the compiler says of the files, by path, under its strict options; one line an error. */
export function compileErrors(files: ReadonlyMap<string, string>): readonly string[] {
	const virtual = new Map([...files].map(([name, text]) => [`/virtual/${name}`, text]));
	virtual.set("/node_modules/upshape/index.d.ts", UPSHAPE);
	const roots = [...virtual.keys()].filter((name) => name.endsWith("/index.ts"));
	const found = compiled(virtual, { roots, options: { noUncheckedIndexedAccess: true } });
	return found.map(({ file, line, message }) => `${file}:${line + 1}: ${message}`);
}
