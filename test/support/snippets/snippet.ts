/** A block of code in a document, to be run. */
export interface Snippet {
	readonly language: "ts" | "sh";
	readonly code: string;
	/** The line that it begins at, for messages. */
	readonly line: number;
	/** The folder, from the project's root, that it is run in a copy of. */
	readonly folder?: string;
	/** What it prints, where the document shows that. */
	readonly shown?: string;
}

const DIRECTIVE = /^<!-- snippet: (run|skip, .+|with (\S+)) -->$/;

/** The snippets of a document; `marked` leaves out those that aren't marked as snippets. */
export function snippetsOf(markdown: string, marked = false): readonly Snippet[] {
	const snippets: Snippet[] = [];
	const lines = markdown.split("\n");
	let directive: RegExpExecArray | null = null;
	for (let at = 0; at < lines.length; at++) {
		const line = lines[at] ?? "";
		const opened = /^```(\w*)$/.exec(line);
		if (!opened) {
			// A directive stands directly above its block.
			directive = DIRECTIVE.exec(line);
			if (line.startsWith("<!-- snippet") && !directive) throw new Error(`line ${at + 1}: no such directive`);
			continue;
		}
		const end = lines.indexOf("```", at + 1);
		const code = lines.slice(at + 1, end).join("\n");
		const last = snippets.at(-1);
		if (opened[1] === "text" && last && isDirectlyAbove(last, lines, at)) {
			snippets[snippets.length - 1] = { ...last, shown: code };
		} else if (isRun(opened[1], code) && !directive?.[1]?.startsWith("skip") && (directive || !marked)) {
			const folder = directive?.[2];
			snippets.push({ language: opened[1], code, line: at + 1, ...(folder !== undefined && { folder }) });
		}
		directive = null;
		at = end;
	}
	return snippets;
}

function isRun(language: string | undefined, code: string): language is "ts" | "sh" {
	// What else a shell is told sets a machine up.
	return language === "ts" || (language === "sh" && code.includes("npx upshape"));
}

/** Whether nothing stands between a snippet and a block that begins at a line (counted from 0). */
function isDirectlyAbove(snippet: Snippet, lines: readonly string[], at: number): boolean {
	const end = snippet.line + snippet.code.split("\n").length + 1;
	return lines.slice(end, at).every((line) => line.trim() === "");
}
