import { printable } from "../../text/index.js";

/** An element of XML, with its children as XML; attributes that are undefined are left out. */
export function element(
	name: string,
	attributes: { readonly [name: string]: string | number | undefined },
	...children: readonly string[]
): string {
	const list = Object.entries(attributes).map(([key, value]) =>
		value === undefined ? "" : ` ${key}="${content(printable(String(value)))}"`,
	);
	const open = `<${name}${list.join("")}`;
	return children.length === 0 ? `${open}/>` : `${open}>${children.join("")}</${name}>`;
}

/** A text as the content of an element. It is printable: what XML could not hold is not in it. */
export function content(text: string): string {
	return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

const ENTITIES: { readonly [char: string]: string } = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&apos;",
};
