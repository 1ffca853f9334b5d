import ts from "typescript";

const OPTIONS: ts.CompilerOptions = {
	strict: true,
	exactOptionalPropertyTypes: true,
	noUncheckedIndexedAccess: true,
	noEmit: true,
	target: ts.ScriptTarget.ES2023,
	module: ts.ModuleKind.ESNext,
	moduleResolution: ts.ModuleResolutionKind.Bundler,
	types: [],
	skipLibCheck: true,
};

/** What generated code takes from the package, so that it compiles anywhere. */
const UPSHAPE = `export interface SchemaObject { readonly [keyword: string]: unknown }
export interface Version<T> {
	readonly schema: SchemaObject;
	readonly is: (x: unknown) => x is T;
	readonly explain: (x: unknown) => readonly { readonly keyword: string; readonly message: string; readonly instanceLocation: string; readonly keywordLocation?: string }[];
	readonly looksLike?: (x: unknown) => boolean;
}
`;

/** What the compiler says of the files, by path, under its strict options; one line an error. */
export function compileErrors(files: ReadonlyMap<string, string>): readonly string[] {
	const virtual = new Map([...files].map(([name, text]) => [`/virtual/${name}`, text]));
	virtual.set("/node_modules/upshape/index.d.ts", UPSHAPE);
	const host = ts.createCompilerHost(OPTIONS);
	const { getSourceFile, fileExists, readFile } = host;
	host.getSourceFile = (name, target) => {
		const text = virtual.get(name);
		return text === undefined ? getSourceFile(name, target) : ts.createSourceFile(name, text, target, true);
	};
	host.fileExists = (name) => virtual.has(name) || fileExists(name);
	host.readFile = (name) => virtual.get(name) ?? readFile(name);
	host.directoryExists = () => true;
	const roots = [...virtual.keys()].filter((name) => name.endsWith("/index.ts"));
	const program = ts.createProgram(roots, OPTIONS, host);
	return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
		const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line + 1;
		return `${file?.fileName ?? ""}:${line}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
	});
}
