import { parsers } from "prettier/plugins/markdown";

/** A part of a document: its type, as mdast calls it, and what is in it. */
export interface MarkdownPart {
	readonly type: string;
	readonly value?: string;
	readonly children?: readonly MarkdownPart[];
}

/** The parts of a document, as prettier reads GitHub's Markdown. */
export async function parseMarkdown(document: string): Promise<MarkdownPart> {
	// The options of a parser are those of a whole run of prettier; this one needs none of them.
	return (await parsers.markdown.parse(document, {} as never)) as MarkdownPart;
}

/** A part and all below it, in the document's order. */
export function partsOf(part: MarkdownPart): readonly MarkdownPart[] {
	return [part, ...(part.children ?? []).flatMap(partsOf)];
}

/** The text of a part as a reader sees it. */
export function shownText(part: MarkdownPart): string {
	return partsOf(part)
		.filter(({ type }) => type === "text")
		.map(({ value }) => value)
		.join("");
}
