/** An element of a document. */
export interface XmlElement {
	readonly name: string;
	readonly attributes: ReadonlyMap<string, string>;
	readonly children: readonly (XmlElement | string)[];
}

interface Open extends XmlElement {
	readonly children: (XmlElement | string)[];
}

const NAME = "[A-Za-z][-\\w]*";
const TOKEN = new RegExp(
	`<(?<close>/)?(?<name>${NAME})(?<attributes>(?:\\s+${NAME}="[^"<]*")*)\\s*(?<empty>/)?>|(?<text>[^<]+)`,
	"gy",
);
// https://www.w3.org/TR/xml/#charsets
const CHARACTERS = /^[\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

/** The root of a document, read as strictly as XML 1.0 says, without what reports don't use; throws. */
export function parseXml(document: string): XmlElement {
	if (!CHARACTERS.test(document)) throw new Error("a character that XML does not allow");
	const root: Open = { name: "", attributes: new Map(), children: [] };
	const open = [root];
	TOKEN.lastIndex = document.startsWith("<?xml") ? document.indexOf("?>") + 2 : 0;
	while (TOKEN.lastIndex < document.length) {
		const at = TOKEN.lastIndex;
		const groups = TOKEN.exec(document)?.groups;
		if (groups === undefined) throw new Error(`no XML at ${at}: ${document.slice(at, at + 40)}`);
		const { name, text } = groups;
		if (text !== undefined) open.at(-1)?.children.push(unescaped(text));
		else if (groups.close) {
			if (open.pop()?.name !== name) throw new Error(`${name} is closed, but not open`);
		} else {
			const element: Open = {
				name: name ?? "",
				attributes: attributesOf(groups.attributes ?? ""),
				children: [],
			};
			open.at(-1)?.children.push(element);
			if (!groups.empty) open.push(element);
		}
	}
	const elements = root.children.filter((child) => typeof child !== "string");
	const [only] = elements;
	if (open.length !== 1 || only === undefined || elements.length !== 1) throw new Error("not one root");
	return only;
}

function attributesOf(source: string): ReadonlyMap<string, string> {
	const pairs = [...source.matchAll(new RegExp(`(${NAME})="([^"]*)"`, "g"))];
	const attributes = new Map(pairs.map(([, name = "", value = ""]) => [name, unescaped(value)]));
	if (attributes.size !== pairs.length) throw new Error("an attribute twice");
	return attributes;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
	["&amp;", "&"],
	["&lt;", "<"],
	["&gt;", ">"],
	["&quot;", '"'],
	["&apos;", "'"],
]);

function unescaped(text: string): string {
	if (text.includes("]]>")) throw new Error("]]> in a text");
	return text.replace(/&[^;]*;?/g, (entity) => {
		const char = ENTITIES.get(entity);
		if (char === undefined) throw new Error(`no entity: ${entity}`);
		return char;
	});
}
