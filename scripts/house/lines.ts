import ts from "typescript";

/** The lines of a text: with code on them, with nothing but a comment, and empty ones. */
export interface LineCounts {
	readonly code: number;
	readonly comment: number;
	readonly blank: number;
}

/** Counts the lines of a module's text. A line that has code and a comment is one of code. */
export function countLines(text: string): LineCounts {
	const lines = text.replace(/\n$/, "").split("\n");
	const file = ts.createSourceFile("module.ts", text, ts.ScriptTarget.Latest, true);
	const withCode = new Set<number>();
	const visit = (node: ts.Node): void => {
		const children = node.getChildren(file).filter(({ kind }) => kind !== ts.SyntaxKind.JSDoc);
		for (const child of children) visit(child);
		if (children.length > 0 || node.end === node.pos) return;
		const last = lineAt(file, node.end);
		for (let line = lineAt(file, node.getStart(file, false)); line <= last; line++) withCode.add(line);
	};
	visit(file);
	const blank = lines.filter((line, i) => line.trim() === "" && !withCode.has(i)).length;
	const code = lines.filter((_, i) => withCode.has(i)).length;
	return { code, comment: lines.length - code - blank, blank };
}

/** The sum of several counts. */
export function sumOf(counts: readonly LineCounts[]): LineCounts {
	return counts.reduce(
		(sum, one) => ({
			code: sum.code + one.code,
			comment: sum.comment + one.comment,
			blank: sum.blank + one.blank,
		}),
		{ code: 0, comment: 0, blank: 0 },
	);
}

const lineAt = (file: ts.SourceFile, position: number) => file.getLineAndCharacterOfPosition(position).line;
