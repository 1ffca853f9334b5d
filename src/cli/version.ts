import { readFile } from "node:fs/promises";

/** The version of upshape. */
export async function version(): Promise<string> {
	const manifest: unknown = JSON.parse(
		await readFile(new URL("../../package.json", import.meta.url), "utf8"),
	);
	return String(Object(manifest).version);
}
