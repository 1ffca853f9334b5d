import { shippedDocuments, shippedUri, shippedVersions } from "../shipped.js";
import { ajvJudge } from "./ajvJudge.js";
import type { Judge } from "./judge.js";

/** The judge of each shipped version by its name, `clerk-client/v1` for example. */
export const shippedJudges: ReadonlyMap<string, Judge> = new Map(
	shippedVersions.map(([lineage, version]) => [
		`${lineage}/${version}`,
		ajvJudge(shippedDocuments, shippedUri(lineage, version)),
	]),
);
