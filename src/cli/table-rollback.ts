import { rollbackTable, type TableRollback } from "../tables/index.js";
import type { Command } from "./command.js";
import { atDatabase, TABLE_FLAGS } from "./database.js";
import { doorOf } from "./door.js";
import { EXIT } from "./exit.js";
import { LINEAGE_FLAGS, loadLineage } from "./lineages.js";
import { countText, plural } from "./numbers.js";
import { printable } from "./printable.js";
import { stdout } from "./streams.js";
import { table } from "./table.js";
import { TableProgress } from "./table-progress.js";

/** `upshape table rollback` */
export const tableRollback: Command = {
	name: "table rollback",
	about: "Gives every document that the newest run converted back what it was, unless it was changed since.",
	operands: "",
	flags: {
		...TABLE_FLAGS,
		...LINEAGE_FLAGS,
		format: { value: "FORM", about: "text (default) or json" },
	},
	examples: [
		[
			"upshape table rollback --url postgres://app@db/app --table clients --column payload",
			"undo the newest run",
		],
	],
	async run(args) {
		const format = args.oneOf("format", ["text", "json"]) ?? "text";
		const { lineage, envelope } = await loadLineage(args.text("lineage"));
		const counted = new TableProgress();
		const door = doorOf(args, envelope);
		const rollback = await atDatabase(args, 1, (options) =>
			rollbackTable({ ...options, ...door, lineage, onBatch: counted.add }),
		).finally(counted.clear);
		await stdout.print(format === "json" ? `${JSON.stringify(rollback)}\n` : text(rollback));
		return rollback.edited + rollback.refused > 0 ? EXIT.findings : EXIT.fine;
	},
};

/** How many rows a person is shown. */
const SHOWN = 20;

function text({ run, restored, edited, gone, refused, rows }: TableRollback): string {
	const counts: [number, string][] = [
		[restored, "restored"],
		[edited, "left alone, as they were edited since"],
		[gone, "gone"],
		[refused, "not convertible back"],
	];
	const left = edited + gone + refused;
	const lines = [
		...rows.slice(0, SHOWN).map(({ key, outcome }) => `key ${key}: ${outcome}`),
		...(left > SHOWN ? [`and ${countText(left - Math.min(SHOWN, rows.length))} more`] : []),
		`run ${run}: rolled back, ${plural(restored + left, "row")}`,
		...table(
			counts
				.filter(([count], i) => i === 0 || count > 0)
				.map(([count, what]) => ["", countText(count), what]),
		),
	];
	return lines.map((line) => `${printable(line)}\n`).join("");
}
