import { parseArgs } from "node:util";
import type { Args, Flag, Flags } from "./flag.js";
import { hint } from "./nearest.js";
import { UsageError } from "./usage-error.js";

/** Reads what follows a command's name; throws a UsageError for a flag or a value that the command doesn't take. */
export function parseWords<F extends Flags>(words: readonly string[], flags: F): Args<F> {
	const { given, files } = tokensOf(words, flags);
	const values = Object.entries(flags).map(([name, flag]) => [name, flag.read(given.get(name) ?? [], name)]);
	// Each value was read by its own flag.
	return { files, flags: Object.fromEntries(values) as Args<F>["flags"] };
}

function tokensOf(words: readonly string[], flags: Flags) {
	const { tokens } = parseArgs({
		args: [...words],
		options: optionsOf(flags),
		strict: false,
		allowPositionals: true,
		tokens: true,
	});
	const given = new Map<string, string[]>();
	const files: string[] = [];
	for (const token of tokens) {
		if (token.kind === "positional") files.push(token.value);
		if (token.kind !== "option") continue;
		const flag = Object.hasOwn(flags, token.name) ? flags[token.name] : undefined;
		if (flag === undefined)
			throw new UsageError(`there is no flag ${token.rawName}${hint(token.name, Object.keys(flags), "--")}`);
		given.set(token.name, [...(given.get(token.name) ?? []), givenValue(token, flag)]);
	}
	return { given, files };
}

interface Token {
	readonly name: string;
	readonly value?: string | undefined;
	readonly inlineValue?: boolean | undefined;
}

function givenValue(token: Token, flag: Flag<unknown>): string {
	const { name, value, inlineValue } = token;
	const isGiven = value !== undefined && (inlineValue === true || !/^-./.test(value));
	if (flag.value !== undefined && !isGiven) throw new UsageError(`--${name} takes a value: ${flag.value}`);
	if (flag.value === undefined && isGiven) throw new UsageError(`--${name} takes no value`);
	return value ?? "";
}

function optionsOf(flags: Flags) {
	return Object.fromEntries(
		Object.entries(flags).map(([name, { value, short }]) => {
			const type = value === undefined ? ("boolean" as const) : ("string" as const);
			return [name, short === undefined ? { type } : { type, short }];
		}),
	);
}
