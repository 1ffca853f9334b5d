import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import ts from "typescript";

/** A module of the project, as far as its place in the house goes. */
export interface Module {
	/** From the project's root, with slashes: `src/json/read.ts`. */
	readonly path: string;
	readonly imports: readonly Import[];
	/** What it declares and exports itself; what it only passes on from another module is not among them. */
	readonly exports: readonly Export[];
}

/** One `import`, `export … from` or `import()` of a module. */
export interface Import {
	/** As written: `../json/index.js`, `node:fs`, `refa`. */
	readonly specifier: string;
	/** The path of the module that a relative specifier leads to. */
	readonly target: string | undefined;
	readonly line: number;
}

/** A declaration that a module exports. */
interface Export {
	readonly name: string;
	readonly line: number;
	readonly isDocumented: boolean;
}

/** The modules of some folders, without generated ones. */
export function readModules(folders: readonly string[]): Module[] {
	return folders
		.flatMap((folder) =>
			readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => posix.join(folder, path)),
		)
		.filter((path) => path.endsWith(".ts") && !path.includes("/generated/"))
		.sort()
		.map((path) => parseModule(path, readFileSync(path, "utf8")));
}

/** A module from its text. */
export function parseModule(path: string, text: string): Module {
	const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
	const imports: Import[] = [];
	const visit = (node: ts.Node): void => {
		const specifier = specifierOf(node);
		if (specifier) imports.push(importOf(path, specifier.text, lineOf(file, node)));
		ts.forEachChild(node, visit);
	};
	visit(file);
	return { path, imports, exports: file.statements.flatMap((statement) => exportsOf(file, statement)) };
}

function importOf(path: string, specifier: string, line: number): Import {
	const isRelative = specifier.startsWith("./") || specifier.startsWith("../");
	const target = posix.join(posix.dirname(path), specifier).replace(/\.js$/, ".ts");
	return { specifier, target: isRelative ? target : undefined, line };
}

/** What a node of syntax loads, if it loads a module. */
function specifierOf(node: ts.Node): ts.StringLiteral | undefined {
	if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return literal(node.moduleSpecifier);
	if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return literal(node.argument.literal);
	if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
		return literal(node.arguments[0]);
	return undefined;
}

const literal = (node: ts.Node | undefined) => (node && ts.isStringLiteral(node) ? node : undefined);

function exportsOf(file: ts.SourceFile, statement: ts.Statement): Export[] {
	const isExported =
		ts.canHaveModifiers(statement) &&
		ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
	if (!isExported) return [];
	const isDocumented = ts.getJSDocCommentsAndTags(statement).some(ts.isJSDoc) || isNameOfTable(statement);
	return namesOf(statement).map((name) => ({ name, line: lineOf(file, statement), isDocumented }));
}

/** `type Code = keyof typeof CODES`: the table beside it has the docstring. */
const isNameOfTable = (statement: ts.Statement) =>
	ts.isTypeAliasDeclaration(statement) && /^(keyof typeof |\(typeof \w+\)\[)/.test(statement.type.getText());

function namesOf(statement: ts.Statement): string[] {
	if (ts.isVariableStatement(statement))
		return statement.declarationList.declarations.map(({ name }) => name.getText());
	const { name } = statement as ts.DeclarationStatement; // every other statement that can be exported
	return name ? [name.text] : [];
}

/** Where a node begins, from 1 on, without the comment before it. */
const lineOf = (file: ts.SourceFile, node: ts.Node) =>
	file.getLineAndCharacterOfPosition(node.getStart(file, false)).line + 1;
