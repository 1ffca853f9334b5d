import { downgradeFiles } from "../files/index.js";
import type { Command } from "./command.js";
import { CONVERSION_FLAGS, convertInputs } from "./conversion.js";
import { doorOf } from "./door.js";
import { knownVersion, loadLineage } from "./lineages.js";
import { UsageError } from "./usage-error.js";

/** `upshape downgrade` */
export const downgrade: Command = {
	name: "downgrade",
	about: "Converts records back to an older version; with the residue of their upgrade, exactly.",
	operands: "[files...]",
	flags: {
		from: { value: "VERSION", about: "the version of the records; the newest if not given" },
		to: {
			value: "VERSION",
			about: "the version to convert to; with --residue, each record's own if not given",
		},
		residue: { value: "FILE", about: "read what upgrade has kept there" },
		...CONVERSION_FLAGS,
	},
	examples: [
		["upshape downgrade --residue residue.ndjson current.ndjson -o clients.ndjson", "undo an upgrade"],
		["upshape downgrade --to v1 current.ndjson", "for a reader that knows v1 only"],
	],
	async run(args) {
		const loaded = await loadLineage(args.text("lineage"));
		const from = knownVersion(loaded.lineage, "from", args.text("from"));
		const to = knownVersion(loaded.lineage, "to", args.text("to"));
		const kept = args.text("residue");
		if (to === undefined && kept === undefined)
			throw new UsageError("name a version with --to, or give --residue");
		return convertInputs(args, {
			loaded,
			door: doorOf(args),
			writes: ["output", "rejects", "report"],
			convert: (options) => downgradeFiles({ ...options, from, to, kept }),
		});
	},
};
