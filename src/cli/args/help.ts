import { columns } from "../../text/index.js";
import type { Declaration } from "./declaration.js";
import type { Flags } from "./flag.js";

/** The help of one command. */
export function commandHelp({ name, about, operands, flags, examples }: Declaration): string {
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

/** Lines under a title. */
export function section(title: string, lines: readonly string[]): string {
	return [`${title}:`, ...lines.map((line) => `  ${line}`)].join("\n");
}
