import { hint } from "./nearest.js";
import { UsageError } from "./usage-error.js";

/** One flag of a command: what help and documents say of it, and how its value is read. */
export interface Flag<T> {
	readonly about: string;
	/** What its value is called in the help, such as "FILE"; a flag without it is a switch. */
	readonly value?: string;
	readonly short?: string;
	/** The words that it takes, if it takes no others. */
	readonly choices?: readonly string[];
	/** Reads the values as given, in order; throws a UsageError for one that it can't take. */
	read(given: readonly string[], name: string): T;
}

/** Flags by their long name. */
export interface Flags {
	readonly [name: string]: Flag<unknown>;
}

/** What a command is given: its operands, and the value of each flag that it declares. */
export interface Args<F extends Flags = Flags> {
	readonly files: readonly string[];
	readonly flags: { readonly [name in keyof F]: F[name] extends Flag<infer T> ? T : never };
}

/** The kinds of flags. */
export const flag = { toggle, text, texts, count, oneOf };

/** A switch: true if it is given. */
function toggle(about: string, short?: string): Flag<boolean> {
	return { about, ...(short !== undefined && { short }), read: (given) => given.length > 0 };
}

/** A text; undefined if it is not given; the last one counts. */
function text(value: string, about: string, short?: string): Flag<string | undefined> {
	return { value, about, ...(short !== undefined && { short }), read: (given) => given.at(-1) };
}

/** Texts, in order: the flag can be given more than once. */
function texts(value: string, about: string): Flag<readonly string[]> {
	return { value, about, read: (given) => given };
}

/** A whole number, which may end in k, M or G (1024 each); undefined if it is not given. */
function count(value: string, about: string): Flag<number | undefined> {
	return {
		value,
		about,
		read(given, name) {
			const last = given.at(-1);
			if (last === undefined) return undefined;
			const [, digits, unit = ""] = /^(\d{1,15})([kKmMgG]?)$/.exec(last) ?? [];
			const number = Number(digits) * 1024 ** " kmg".indexOf(unit.toLowerCase() || " ");
			if (Number.isSafeInteger(number)) return number;
			throw new UsageError(`--${name} takes a whole number, such as 100 or 64M`);
		},
	};
}

/** One of some words; undefined if it is not given. */
function oneOf<const T extends string>(
	value: string,
	choices: readonly T[],
	about: string,
): Flag<T | undefined> {
	return {
		value,
		about,
		choices,
		read(given, name) {
			const last = given.at(-1);
			const choice = choices.find((one) => one === last);
			if (last === undefined || choice !== undefined) return choice;
			throw new UsageError(`--${name} takes ${choices.join(", ")}${hint(last, choices)}`);
		},
	};
}
