/** Where a file is, for SARIF: relative to the base, or by itself if its path is absolute. */
export function artifactLocation(file: string, base: string): object {
	const path = file.replaceAll("\\", "/");
	if (path.startsWith("/")) return { uri: `file://${encoded(path)}` };
	if (/^[A-Za-z]:\//.test(path)) return { uri: `file:///${encoded(path)}` };
	return { uri: encoded(path.replace(/^(?:\.\/)+/, "")), uriBaseId: base };
}

/** A path as part of a URI: a colon in it begins no scheme, and no name has a lone surrogate. */
function encoded(path: string): string {
	const wellFormed = path.replace(/\p{Cs}/gu, "\ufffd");
	return wellFormed.split("/").map(encodeURIComponent).join("/");
}
