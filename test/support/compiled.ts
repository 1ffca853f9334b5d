import ts from "typescript";

const OPTIONS: ts.CompilerOptions = {
	strict: true,
	exactOptionalPropertyTypes: true,
	noEmit: true,
	target: ts.ScriptTarget.ES2023,
	module: ts.ModuleKind.ESNext,
	moduleResolution: ts.ModuleResolutionKind.Bundler,
	types: [],
	skipLibCheck: true,
};

/** Something that the compiler says: in which file, on which line, from 0 (-1 for none). */
export interface Diagnosed {
	readonly file: string;
	readonly line: number;
	readonly message: string;
}

/** What TypeScript says of texts by their paths, in strict mode; the roots, all if not given, and what they import. */
export function compiled(
	texts: ReadonlyMap<string, string>,
	{ roots = [...texts.keys()], options }: { roots?: readonly string[]; options?: ts.CompilerOptions } = {},
): readonly Diagnosed[] {
	const all = { ...OPTIONS, ...options };
	const host = ts.createCompilerHost(all);
	const { getSourceFile, fileExists, readFile } = host;
	host.getSourceFile = (name, target) => {
		const text = texts.get(name);
		return text === undefined ? getSourceFile(name, target) : ts.createSourceFile(name, text, target, true);
	};
	host.fileExists = (name) => texts.has(name) || fileExists(name);
	host.readFile = (name) => texts.get(name) ?? readFile(name);
	host.directoryExists = () => true;
	return ts.getPreEmitDiagnostics(ts.createProgram(roots, all, host)).map(({ file, start, messageText }) => ({
		file: file?.fileName ?? "",
		line: file === undefined ? -1 : file.getLineAndCharacterOfPosition(start ?? 0).line,
		message: ts.flattenDiagnosticMessageText(messageText, " "),
	}));
}
