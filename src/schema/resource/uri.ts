/** Names that are the same in a URI: to make one costs more than all else that a small schema's reading does. */
const PLAIN = /^\w[\w-]*(?:[./]\w[\w-]*)*$/;

/** The URI that stands for a file's place in the set; nobody ever opens it. */
export function fileUri(file: string): string {
	if (PLAIN.test(file)) return `upshape://set/${file}`;
	return new URL(file.split("/").map(encodeURIComponent).join("/"), "upshape://set/").href;
}

/** What a reference says after "#", without its escapes; an escape that is none stays. */
export function fragmentOf({ hash }: URL): string {
	const fragment = hash.slice(1);
	try {
		return decodeURIComponent(fragment);
	} catch {
		return fragment;
	}
}
