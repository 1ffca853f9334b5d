import { parseArgs } from "node:util";
import type { Flags } from "./command.js";
import { nearest } from "./nearest.js";
import { UsageError } from "./usage-error.js";

interface Values {
	readonly [flag: string]: string | boolean | readonly string[] | undefined;
}

/** The files and flags of one call. */
export class Arguments {
	readonly files: readonly string[];
	readonly #values: Values;

	constructor(files: readonly string[], values: Values) {
		this.files = files;
		this.#values = values;
	}

	/** Whether a switch is on. */
	on(flag: string): boolean {
		return this.#values[flag] === true;
	}

	/** The value of a flag, if it was given. */
	text(flag: string): string | undefined {
		const value = this.#values[flag];
		return typeof value === "string" ? value : undefined;
	}

	/** The values of a flag that can be given more than once. */
	texts(flag: string): readonly string[] {
		const values = this.#values[flag];
		return Array.isArray(values) ? values : [];
	}

	/** The value of a flag as a whole number, which may end in k, M or G (1024 each). */
	count(flag: string): number | undefined {
		const text = this.text(flag);
		if (text === undefined) return undefined;
		const [, digits, unit = ""] = /^(\d{1,15})([kKmMgG]?)$/.exec(text) ?? [];
		const number = Number(digits) * 1024 ** " kmg".indexOf(unit.toLowerCase() || " ");
		if (!Number.isSafeInteger(number))
			throw new UsageError(`--${flag} takes a whole number, such as 100 or 64M`);
		return number;
	}

	/** The value of a flag that knows only these. */
	oneOf<T extends string>(flag: string, choices: readonly T[]): T | undefined {
		const text = this.text(flag);
		const choice = choices.find((one) => one === text);
		if (text !== undefined && choice === undefined) {
			throw new UsageError(`--${flag} takes ${choices.join(", ")}${hint(text, choices)}`);
		}
		return choice;
	}
}

/** Reads what follows the command's name; throws a UsageError for a flag that it doesn't know. */
export function parseArguments(words: readonly string[], flags: Flags): Arguments {
	const options = Object.fromEntries(
		Object.entries(flags).map(([name, { value, short, many }]) => {
			const type = value === undefined ? ("boolean" as const) : ("string" as const);
			const option = { type, multiple: many === true };
			return [name, short === undefined ? option : { ...option, short }];
		}),
	);
	const args = [...words];
	const { tokens } = parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true });
	for (const token of tokens) {
		if (token.kind !== "option") continue;
		const flag = Object.hasOwn(flags, token.name) ? flags[token.name] : undefined;
		if (!flag) {
			throw new UsageError(`there is no flag ${token.rawName}${hint(token.name, Object.keys(flags), "--")}`);
		}
		const given = token.value !== undefined && (token.inlineValue === true || !/^-./.test(token.value));
		if (flag.value !== undefined && !given)
			throw new UsageError(`--${token.name} takes a value: ${flag.value}`);
		if (flag.value === undefined && given) throw new UsageError(`--${token.name} takes no value`);
	}
	const { values, positionals } = parseArgs({ args, options, strict: false, allowPositionals: true });
	return new Arguments(positionals, values as Values); // none that is `multiple` is a switch
}

/** "; did you mean ...?" where something is near enough. */
export function hint(word: string, candidates: readonly string[], prefix = ""): string {
	const meant = nearest(word, candidates);
	return meant === undefined ? "" : `; did you mean ${prefix}${meant}?`;
}
