import { readFileSync } from "node:fs";

/** upshape's own version, as its manifest has it. */
export function ownVersion(): string {
	return String(JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")).version);
}
