import type { Command, Flags } from "./command.js";
import { COMMANDS } from "./commands.js";

/** The help of the program. */
export function programHelp(version: string): string {
	return [
		`upshape ${version}: versioned JSON Schemas, and upgrades of the data between their versions`,
		section("Usage", ["upshape <command> [flags] [files...]"]),
		section("Commands", columns(Object.entries(COMMANDS).map(([name, { about }]) => [name, about]))),
		section("Example", ["upshape upgrade clients.ndjson.gz -o current.ndjson --residue residue.ndjson"]),
		"`upshape <command> --help` explains a command; exit codes are in docs/cli.md.\n",
	].join("\n\n");
}

/** The help of commands that share their first word. */
export function groupHelp(first: string, names: readonly string[]): string {
	const rows = names.map((name) => [name, COMMANDS[name]?.about ?? ""] as const);
	return [
		section("Usage", [`upshape ${first} <command> [flags]`]),
		section("Commands", columns(rows)),
		`\`upshape ${first} <command> --help\` explains a command.\n`,
	].join("\n\n");
}

/** The help of one command. */
export function commandHelp({ name, about, operands, flags, examples }: Command): string {
	return [
		about,
		section("Usage", [`upshape ${name} [flags] ${operands}`.trimEnd()]),
		section("Flags", columns(flagRows(flags))),
		section(
			"Examples",
			examples.flatMap(([call, does]) => [`# ${does}`, call]),
		),
	]
		.join("\n\n")
		.concat("\n");
}

function flagRows(flags: Flags): (readonly [string, string])[] {
	return Object.entries(flags).map(([name, { about, value, short }]) => {
		const names = `${short ? `-${short}, ` : "    "}--${name}`;
		return [value === undefined ? names : `${names} ${value}`, about];
	});
}

function section(title: string, lines: readonly string[]): string {
	return [`${title}:`, ...lines.map((line) => `  ${line}`)].join("\n");
}

/** Two columns, the second one aligned. */
function columns(rows: readonly (readonly [string, string])[]): string[] {
	const width = Math.max(...rows.map(([left]) => left.length));
	return rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`);
}
