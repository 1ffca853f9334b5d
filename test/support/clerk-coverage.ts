import { readdirSync, readFileSync } from "node:fs";
import { compare, intersects, type SchemaSource } from "../../src/compat/index.js";
import type { Json } from "../../src/json/index.js";
import { shippedSource } from "./compat/shipped.js";
import { shippedVersions } from "./instances/index.js";
import { sharedPath } from "./shared.js";

/** A published schema, and the versions of the lineage that are proved to accept all of it. */
export interface Covered {
	readonly file: string;
	readonly by: readonly string[];
}

/** How two versions of a lineage stand to each other, as far as it is proved. */
export interface Standing {
	readonly pair: readonly [older: string, newer: string];
	readonly standing: "apart" | "nested" | "overlapping" | "unknown";
}

/** The shipped versions of a folder of schemas. */
function versionsOf(lineage: string): readonly string[] {
	return shippedVersions.flatMap(([folder, version]) => (folder === lineage ? [version] : []));
}

/** Every published Client and Session, each with the versions that accept all of its instances. */
export function coverage(): readonly Covered[] {
	const root = sharedPath("clerk", "history");
	const files = readdirSync(root, { recursive: true }).map(String);
	return files
		.filter((file) => file.endsWith(".json"))
		.sort()
		.map((file) => {
			const document: Json = JSON.parse(readFileSync(`${root}/${file}`, "utf8"));
			const theirs: SchemaSource = {
				documents: new Map([["theirs", document]]),
				root: "theirs",
				dialect: "openapi-3.0",
			};
			const lineage = file.includes("Client.") ? "clerk-client" : "clerk-session";
			const by = versionsOf(lineage).filter(
				(version) => compare(theirs, shippedSource(lineage, version)).verdict === "compatible",
			);
			return { file, by };
		});
}

/** Every pair of versions of a lineage. */
export function standings(lineage: string): readonly Standing[] {
	const versions = versionsOf(lineage);
	return versions.flatMap((newer, i) =>
		versions.slice(0, i).map((older): Standing => {
			const [one, other] = [shippedSource(lineage, older), shippedSource(lineage, newer)];
			const meeting = intersects(one, other).intersects;
			const pair = [older, newer] as const;
			if (meeting !== true) return { pair, standing: meeting === false ? "apart" : "unknown" };
			const isNested = [compare(one, other), compare(other, one)].some(
				({ verdict }) => verdict === "compatible",
			);
			return { pair, standing: isNested ? "nested" : "overlapping" };
		}),
	);
}
