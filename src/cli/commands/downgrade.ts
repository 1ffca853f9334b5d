import { isMainThread } from "node:worker_threads";
import { downgradeFiles } from "../../files/index.js";
import { defineCommand } from "../args/command.js";
import { flag } from "../args/flag.js";
import { UsageError } from "../args/usage-error.js";
import { CONVERSION_FLAGS, convertInputs } from "../records/conversion.js";
import { readsStdin } from "../records/inputs.js";
import { readingOf } from "../records/limits.js";
import { isShipped, knownVersion, loadLineage } from "../records/lineages.js";
import { supervise } from "../supervise.js";

/** `upshape downgrade` */
export const downgrade = defineCommand({
	name: "downgrade",
	about: "Converts records back to an older version; with the residue of their upgrade, exactly.",
	operands: "[files...]",
	flags: {
		from: flag.text("VERSION", "the version of the records; the newest if not given"),
		to: flag.text("VERSION", "the version to convert to; with --residue, each record's own if not given"),
		residue: flag.text("FILE", "read what upgrade has kept there"),
		...CONVERSION_FLAGS,
	},
	examples: [
		["upshape downgrade --residue residue.ndjson current.ndjson -o clients.ndjson", "undo an upgrade"],
		["upshape downgrade --to v1 current.ndjson", "for a reader that knows v1 only"],
	],
	async run(args) {
		if (isMainThread && !isShipped(args.flags.lineage)) return supervise(readsStdin(args));
		const loaded = await loadLineage(args.flags.lineage);
		const from = knownVersion(loaded.lineage, "from", args.flags.from);
		const to = knownVersion(loaded.lineage, "to", args.flags.to);
		const kept = args.flags.residue;
		if (to === undefined && kept === undefined)
			throw new UsageError("name a version with --to, or give --residue");
		return convertInputs(args, {
			loaded,
			door: readingOf(args),
			writes: {},
			convert: (options) => downgradeFiles({ ...options, from, to, kept }),
		});
	},
});
