import type { Pointer } from "../../json/index.js";

/** How other systems wrap payloads. */
interface Wrapper {
	readonly about: string;
	/** Where payloads are in a record. */
	readonly at: readonly Pointer[];
	/** Whether a payload is the text in a string. */
	readonly inStrings?: boolean;
	/** Members by which a record is known. */
	readonly names: readonly string[];
}

/** All that are known by name; where several fit, the one that is known by most members counts. */
export const WRAPPERS = {
	data: {
		about: '{"data": …}, where that is a payload or a list of them',
		at: ["/data", "/data/*"],
		names: ["data"],
	},
	connect: { about: "Kafka Connect's {schema, payload}", at: ["/payload"], names: ["schema", "payload"] },
	debezium: {
		about: "Debezium's {before, after, op}, also with its schema",
		at: ["/before", "/after", "/payload/before", "/payload/after"],
		names: [],
	},
	cloudevents: { about: "an event of CloudEvents as JSON", at: ["/data"], names: ["data", "specversion"] },
	string: { about: "JSON in a string of JSON", at: [""], inStrings: true, names: [] },
} as const satisfies { readonly [name: string]: Wrapper };

/** A wrapper by its name. */
export type WrapperName = keyof typeof WRAPPERS;

/** Their names. */
export const WRAPPER_NAMES = Object.keys(WRAPPERS) as readonly WrapperName[]; // of the object above

/** The wrapper by the name of which a place is asked for, if there is one that the document looks like. */
export function wrapperOf(
	at: Pointer,
	inString: boolean,
	has: (name: string) => boolean,
): WrapperName | undefined {
	const fitting = WRAPPER_NAMES.filter((name) => {
		const wrapper: Wrapper = WRAPPERS[name];
		return wrapper.at.includes(at) && (wrapper.inStrings ?? false) === inString && wrapper.names.every(has);
	});
	return fitting.toSorted((a, b) => WRAPPERS[b].names.length - WRAPPERS[a].names.length)[0];
}
