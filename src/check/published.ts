import { compare, type Options } from "../compat/index.js";
import { finding } from "./finding.js";
import { firstChange } from "./first-change.js";
import type { LoadedLineage, LoadedVersion } from "./lineages.js";
import type { Finding } from "./result.js";
import type { Levels } from "./rules.js";

/** How published versions are judged. */
export interface PublishedOptions {
	readonly options: Options;
	readonly levels: Levels;
	/** As the user wrote it. */
	readonly ref: string;
}

/** What has happened to versions that were published: they stay as they are, but for annotations. */
export function publishedChanges(
	before: readonly LoadedLineage[],
	now: readonly LoadedLineage[],
	asked: PublishedOptions,
): Finding[] {
	const { levels, ref } = asked;
	if (before.length === 0) {
		const message = `${ref} has no lineages: there is nothing to hold the versions against`;
		return finding("nothing-published", levels, { subject: ref, message, at: undefined });
	}
	return before.flatMap((old) => {
		const lineage = now.find(({ folder }) => folder === old.folder);
		if (lineage !== undefined) return lineageChanges(old, lineage, asked);
		const message = `the lineage ${old.name} was published at ${ref} and is gone`;
		return finding("version-removed", levels, {
			subject: old.name,
			message,
			at: undefined,
			related: [old.at],
		});
	});
}

function lineageChanges(old: LoadedLineage, now: LoadedLineage, asked: PublishedOptions): Finding[] {
	const { levels, ref } = asked;
	const kept = old.versions.filter(({ name }) => now.versions.some((version) => version.name === name));
	const oldestKept = old.versions.findIndex(({ name }) => kept[0]?.name === name);
	const removed = old.versions.filter(
		(version, index) => !kept.includes(version) && (index > oldestKept || oldestKept < 0),
	);
	const order = now.versions.filter(({ name }) => kept.some((version) => version.name === name));
	const isReordered = order.some(({ name }, index) => name !== kept[index]?.name);
	const said = { at: now.at, related: [old.at] };
	return [
		...removed.flatMap(({ name }) => {
			const message = `${name} was published at ${ref} and is gone; only the oldest versions may go`;
			return finding("version-removed", levels, { ...said, subject: `${now.name}: ${name}`, message });
		}),
		...(isReordered
			? finding("versions-reordered", levels, {
					...said,
					subject: now.name,
					message: `at ${ref} the order was ${kept.map(({ name }) => name).join(", ")}`,
				})
			: []),
		...kept.flatMap((version) => {
			const current = now.versions.find(({ name }) => name === version.name);
			return current === undefined ? [] : versionChanges({ old, now, asked }, version, current);
		}),
	];
}

interface Context {
	readonly old: LoadedLineage;
	readonly now: LoadedLineage;
	readonly asked: PublishedOptions;
}

function versionChanges(
	{ old, now, asked }: Context,
	before: LoadedVersion,
	after: LoadedVersion,
): Finding[] {
	const change = firstChange(
		{ set: old.set, schema: before.schema },
		{ set: now.set, schema: after.schema },
		asked.options.formats !== undefined,
	);
	if (change === undefined) return [];
	const meaning = {
		same: "it means the same, proved",
		other: "and it means something else",
		unknown: "and whether it means the same could not be told",
	}[meaningOf(before, after, asked.options)];
	return finding("published-changed", asked.levels, {
		subject: `${now.name}: ${after.name}`,
		message: `${after.name} was published at ${asked.ref} and has changed beyond its annotations; ${meaning}`,
		at: after.source.locate(change.now),
		related: [before.source.locate(change.old)],
	});
}

function meaningOf(
	before: LoadedVersion,
	after: LoadedVersion,
	options: Options,
): "same" | "other" | "unknown" {
	const [one, other] = [before.source.prepared, after.source.prepared];
	const verdicts = [compare(one, other, options), compare(other, one, options)].map(({ verdict }) => verdict);
	if (verdicts.includes("incompatible")) return "other";
	return verdicts.every((verdict) => verdict === "compatible") ? "same" : "unknown";
}
