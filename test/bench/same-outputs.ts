import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { client, sessionsOf } from "upshape/clerk";
import { shippedInstances } from "../support/instances/index.js";
import type { AnyLineage } from "../support/laws.js";
import { builtBefore } from "./before.js";

// `npm run bench -- same-outputs`: what Clerk's lineages make of generated records is, byte for byte, what they made of
// them before; and how many bytes the residues take beside those of then. UPSHAPE_RUNS sets how many of each version.
const RUNS = Number(process.env.UPSHAPE_RUNS ?? 2_000);
const SEED = 20_261_127;

const built = builtBefore();
if (built === undefined) throw new Error("the commit before is not in this history");
const before = await import(pathToFileURL(`${built}/dist/clerk/index.js`).href);

const lineages = [
	["clerk-client", client as unknown as AnyLineage, before.client],
	["clerk-session", sessionsOf("client_1") as unknown as AnyLineage, before.sessionsOf("client_1")],
] as const;
let [records, differing, bytes, bytesBefore] = [0, 0, 0, 0];
for (const [name, today, then] of lineages) {
	for (const version of ["legacy", "v1", "current"]) {
		const instances = shippedInstances(name, version, { keyOrder: "mixed" });
		for (const record of fc.sample(instances, { numRuns: RUNS, seed: SEED })) {
			const [one, other] = [today.upgrade(record), then.upgrade(record)];
			records++;
			if (one.issues || JSON.stringify(one.value) !== JSON.stringify(other.value)) differing++;
			if (one.issues) continue;
			bytes += JSON.stringify(one.residue).length;
			bytesBefore += JSON.stringify(other.residue).length;
		}
	}
}
console.log(`  ${records} records: ${differing} come out otherwise than before`);
console.log(`  residues: ${bytes} characters, ${(bytes / bytesBefore).toFixed(3)} of before`);
if (differing > 0 || bytes > bytesBefore) process.exitCode = 1;
