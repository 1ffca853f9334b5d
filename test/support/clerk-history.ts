import { readdirSync } from "node:fs";
import { diffSchemas } from "../../src/check/index.js";
import { sharedPath } from "./shared.js";

/** A published schema and the next one of the same version of the API. */
export interface PublishedChange {
	/** Such as "Client of 2025-04-10, 2025-07-21 to 2025-10-28". */
	readonly change: string;
	/** What it means, on one line: who still reads whom, and why not. */
	readonly line: string;
}

/** The story of every change of the published Clients and Sessions, oldest first. */
export async function publishedChanges(): Promise<readonly PublishedChange[]> {
	const cwd = sharedPath("clerk", "history");
	const told: PublishedChange[] = [];
	for (const version of readdirSync(cwd).sort()) {
		for (const kind of ["Client", "Session"]) {
			const files = readdirSync(`${cwd}/${version}`).filter((name) => name.startsWith(`${kind}.`));
			for (const [i, newer] of files.sort().slice(1).entries()) {
				const older = files[i] ?? "";
				const [from, to] = [older, newer].map((name) => name.split(".")[1]);
				const change = `${kind} of ${version}, ${from} to ${to}`;
				told.push({
					change,
					line: `${change}: ${await storyOf(cwd, `${version}/${older}`, `${version}/${newer}`)}`,
				});
			}
		}
	}
	return told;
}

async function storyOf(cwd: string, older: string, newer: string): Promise<string> {
	const { pairs, findings } = await diffSchemas(older, newer, {
		...{ cwd, dialect: "openapi-3.0" },
		...{ mode: "full", today: "2026-11-28" },
	});
	const [backward, forward] = pairs.map(({ verdict }) => verdict);
	// What formats say of numbers nobody checks.
	const told = findings.filter(({ level }) => level !== "info").map(({ message }) => message);
	// All of these schemas are closed.
	const changes = told.map((message) => message.replace(", where undeclared properties were refused", ""));
	return `${readersOf(backward === "compatible", forward === "compatible")}: ${changes.join("; ") || "annotations"}`;
}

function readersOf(backward: boolean, forward: boolean): string {
	if (backward && forward) return "both read each other";
	if (backward) return "new readers read old data, not the other way round";
	if (forward) return "old readers read new data, not the other way round";
	return "neither reads the other's";
}
