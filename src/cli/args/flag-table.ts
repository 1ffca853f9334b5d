import type { Declaration } from "./declaration.js";
import type { Flag } from "./flag.js";

/** The flags of commands as the rows of a Markdown table; what one flag does in some of them only is said by command. */
export function flagTable(commands: readonly Declaration[]): string {
	const names = new Set(commands.flatMap(({ flags }) => Object.keys(flags)));
	const rows = [...names].map((name) => {
		const having = commands.filter(({ flags }) => Object.hasOwn(flags, name));
		return flagRow(name, having, having.length === commands.length);
	});
	return ["| flag | does |", "|---|---|", ...rows].join("\n");
}

function flagRow(name: string, having: readonly Declaration[], isShared: boolean): string {
	const flags = having.flatMap(({ flags: { [name]: flag } }) => flag ?? []);
	const abouts = new Set(flags.map(({ about }) => about));
	const about =
		isShared && abouts.size === 1
			? [...abouts].join()
			: having.map(({ name: command, flags }) => `${command}: ${flags[name]?.about}`).join(". ");
	return `| ${flagWords(name, flags[0])} | ${about.replace(/[|<]/g, "\\$&")} |`;
}

/** A flag as it is written, such as "`-o`, `--output FILE`". */
function flagWords(name: string, flag: Flag<unknown> | undefined): string {
	const short = flag?.short === undefined ? "" : `\`-${flag.short}\`, `;
	return `${short}\`--${name}${flag?.value === undefined ? "" : ` ${flag.value}`}\``;
}

/** All of a command in Markdown: what it does, its usage, flags and examples. */
export function commandSection(command: Declaration): string {
	const { name, about, operands, examples } = command;
	const calls = examples.map(([call, does]) => `# ${does}\n${call}`);
	return [
		`## ${name}`,
		about,
		`\`\`\`\n${`upshape ${name} [flags] ${operands}`.trimEnd()}\n\`\`\``,
		...(Object.keys(command.flags).length > 0 ? [flagTable([command])] : []),
		`\`\`\`sh\n${calls.join("\n\n")}\n\`\`\``,
	].join("\n\n");
}
