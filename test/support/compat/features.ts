import type { Json, JsonObject } from "../../../src/json/index.js";

type Documents = ReadonlyMap<string, Json>;

/** What instances of plain schemas can show: each property there and missing, each enum member, type and length. */
export class Features {
	readonly #documents: Documents;

	constructor(documents: Documents) {
		this.#documents = documents;
	}

	/** All that instances of the file's schema could show. */
	possible(file: string): ReadonlySet<string> {
		const found = new Set<string>();
		this.#of(file, this.#schema(file), "", found);
		return found;
	}

	/** Adds what the instance shows. */
	shown(file: string, instance: Json, found: Set<string>): void {
		this.#in(file, this.#schema(file), instance, "", found);
	}

	#of(file: string, schema: JsonObject, at: string, found: Set<string>): void {
		const [target, inner] = this.#follow(file, schema);
		for (const member of membersOf(inner)) found.add(`${at} is ${JSON.stringify(member)}`);
		for (const type of typesOf(inner)) found.add(`${at} type ${type}`);
		if (isSchema(inner.items)) {
			for (const length of ["none", "one", "more"]) found.add(`${at} items ${length}`);
			this.#of(target, inner.items, `${at}/items`, found);
		}
		const declared = Object.entries((inner.properties ?? {}) as JsonObject);
		for (const [name, held] of declared) {
			found.add(`${at} has ${name}`);
			if (!requiredOf(inner).has(name)) found.add(`${at} lacks ${name}`);
			if (isSchema(held)) this.#of(target, held, `${at}/${name}`, found);
		}
		if (typesOf(inner).includes("object") && inner.additionalProperties !== false)
			found.add(`${at} undeclared`);
	}

	#in(file: string, schema: JsonObject, instance: Json, at: string, found: Set<string>): void {
		const [target, inner] = this.#follow(file, schema);
		if (membersOf(inner).length > 0) found.add(`${at} is ${JSON.stringify(instance)}`);
		for (const type of typesOf(inner)) if (isOf(type, instance)) found.add(`${at} type ${type}`);
		if (Array.isArray(instance) && isSchema(inner.items)) {
			found.add(`${at} items ${["none", "one"][instance.length] ?? "more"}`);
			for (const item of instance) this.#in(target, inner.items, item, `${at}/items`, found);
		}
		if (!isSchema(instance)) return;
		const properties = (inner.properties ?? {}) as JsonObject;
		for (const [name, held] of Object.entries(properties)) {
			found.add(`${at} ${Object.hasOwn(instance, name) ? "has" : "lacks"} ${name}`);
			if (isSchema(held) && Object.hasOwn(instance, name))
				this.#in(target, held, instance[name] ?? null, `${at}/${name}`, found);
		}
		if (Object.keys(instance).some((name) => !Object.hasOwn(properties, name))) found.add(`${at} undeclared`);
	}

	#follow(file: string, schema: JsonObject): readonly [string, JsonObject] {
		if (typeof schema.$ref !== "string") return [file, schema];
		const target = new URL(schema.$ref, `file:///${file}`).pathname.slice(1);
		return [target, this.#schema(target)];
	}

	#schema(file: string): JsonObject {
		const document = this.#documents.get(file);
		if (!isSchema(document)) throw new Error(`no schema ${file}`);
		return document;
	}
}

function isSchema(value: Json | undefined): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function membersOf({ enum: members }: JsonObject): readonly Json[] {
	return Array.isArray(members) ? members : [];
}

function typesOf({ type }: JsonObject): readonly string[] {
	return (Array.isArray(type) ? type : [type]).filter((name) => typeof name === "string");
}

function requiredOf({ required }: JsonObject): ReadonlySet<Json> {
	return new Set(Array.isArray(required) ? required : []);
}

function isOf(type: string, instance: Json): boolean {
	if (type === "null") return instance === null;
	if (type === "array") return Array.isArray(instance);
	if (type === "integer") return Number.isInteger(instance);
	if (type === "object") return isSchema(instance);
	return typeof instance === type;
}
