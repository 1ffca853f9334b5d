import { type Lineage, type Shape, shapeOf } from "../lineage/index.js";
import { client } from "./client.js";
import type {
	ClientCurrent,
	ClientCurrentCamel,
	ClientV1,
	ClientV1Camel,
	SessionCurrent,
	SessionCurrentCamel,
	SessionV1,
	SessionV1Camel,
} from "./generated/types.js";
import { session } from "./session.js";

/**
 * A Client or Session with its declared properties named as Clerk's SDKs name them (`sessionIds`). What the
 * schemas leave open (actor, a user's metadata, undeclared properties) stays as it is.
 */
export function camelCase(value: ClientCurrent): ClientCurrentCamel;
export function camelCase(value: ClientV1): ClientV1Camel;
export function camelCase(value: SessionCurrent): SessionCurrentCamel;
export function camelCase(value: SessionV1): SessionV1Camel;
export function camelCase(value: unknown): unknown {
	return renamed(value, shapesFor(value), (name, declared) => (declared.has(name) ? camel(name) : undefined));
}

/**
 * A Client or Session of an SDK with its properties named as in JSON, to be upgraded or validated next.
 * Mixed documents are fine. Where both names of a property stand side by side neither gives way: the
 * camelCase one stays, undeclared, for validation to find.
 */
export function snakeCase(value: unknown): unknown {
	return renamed(value, shapesFor(value), (name, declared) => {
		if (declared.has(name)) return name;
		for (const snake of declared.keys()) if (camel(snake) === name) return snake;
		return undefined;
	});
}

function camel(name: string): string {
	return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** All versions declare the same names for the same things, so no version need be known. */
function shapesFor(value: unknown): readonly Shape[] {
	return Object(value).object === "session" ? shapesOf(session) : shapesOf(client);
}

function shapesOf<Versions extends { [name: string]: unknown }, Head extends keyof Versions & string>(
	lineage: Lineage<Versions, Head>,
): readonly Shape[] {
	return lineage.versions.map((version) => shapeOf(lineage.schema(version)));
}

/** The new name of a property, or undefined if it isn't declared. */
type Rename = (name: string, declared: ReadonlyMap<string, readonly Shape[]>) => string | undefined;

function renamed(value: unknown, shapes: readonly Shape[], rename: Rename): unknown {
	if (Array.isArray(value)) {
		const items = shapes.flatMap((shape) => shape.items ?? []);
		return items.length === 0 ? value : value.map((item) => renamed(item, items, rename));
	}
	if (typeof value !== "object" || value === null || shapes.length === 0) return value;
	const declared = declaredBy(shapes);
	const entries = Object.entries(value).map(([name, child]): [string, unknown] => {
		const to = rename(name, declared);
		if (to === undefined || (to !== name && Object.hasOwn(value, to))) return [name, child];
		return [to, renamed(child, declared.get(name) ?? declared.get(to) ?? [], rename)];
	});
	return Object.fromEntries(entries);
}

/** The properties that any of the shapes declares, each with its shapes. */
function declaredBy(shapes: readonly Shape[]): ReadonlyMap<string, readonly Shape[]> {
	const declared = new Map<string, Shape[]>();
	for (const shape of shapes) {
		for (const [name, child] of shape.properties) declared.set(name, [...(declared.get(name) ?? []), child]);
	}
	return declared;
}
