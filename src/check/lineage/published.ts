import { compare, type Options } from "../../compat/index.js";
import type { Published } from "../documents/load-published.js";
import { finding } from "../finding.js";
import type { Finding } from "../result.js";
import type { ChosenLevels } from "../rules.js";
import { firstChange } from "./first-change.js";
import type { LoadedFolder, LoadedLineage, LoadedVersion } from "./lineages.js";

/** How published versions are judged. */
export interface PublishedOptions {
	readonly options: Options;
	readonly levels: ChosenLevels;
}

/** What has happened to versions that were published: they stay as they are, but for annotations. */
export function publishedChanges(before: Published, now: LoadedFolder, asked: PublishedOptions): Finding[] {
	const { levels } = asked;
	const { ref } = before;
	if (before.lineages.length === 0) {
		const message = `${ref} has no lineages: there is nothing to hold the versions against`;
		return finding("nothing-published", levels, { subject: ref, message, at: undefined });
	}
	return before.lineages.flatMap((old) => {
		const lineage = now.lineages.find(({ folder }) => folder === old.folder);
		if (lineage !== undefined) return lineageChanges(old, lineage, { before, now, asked });
		const message = `the lineage ${old.name} was published at ${ref} and is gone`;
		return finding("version-removed", levels, {
			subject: old.name,
			message,
			at: undefined,
			related: [old.at],
		});
	});
}

function lineageChanges(old: LoadedLineage, now: LoadedLineage, context: Context): Finding[] {
	const { levels } = context.asked;
	const { ref } = context.before;
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
			return current === undefined ? [] : versionChanges(now.name, context, version, current);
		}),
	];
}

interface Context {
	readonly before: Published;
	readonly now: LoadedFolder;
	readonly asked: PublishedOptions;
}

function versionChanges(
	lineage: string,
	{ before, asked }: Context,
	old: LoadedVersion,
	current: LoadedVersion,
): Finding[] {
	const graphs = [old.source.prepared.graph, current.source.prepared.graph] as const;
	const change = firstChange(...graphs, asked.options.formats !== undefined);
	if (change === undefined) return [];
	const meaning = MEANINGS[meaningOf(old, current, asked.options)];
	return finding("published-changed", asked.levels, {
		subject: `${lineage}: ${current.name}`,
		message: `${current.name} was published at ${before.ref} and has changed beyond its annotations; ${meaning}`,
		at: current.source.locate(change.now),
		related: [old.source.locate(change.old)],
	});
}

const MEANINGS = {
	same: "it means the same, proved",
	other: "and it means something else",
	unknown: "and whether it means the same could not be told",
};

function meaningOf(before: LoadedVersion, after: LoadedVersion, options: Options): keyof typeof MEANINGS {
	const [one, other] = [before.source.prepared, after.source.prepared];
	const verdicts = [compare(one, other, options), compare(other, one, options)].map(({ verdict }) => verdict);
	if (verdicts.includes("incompatible")) return "other";
	return verdicts.every((verdict) => verdict === "compatible") ? "same" : "unknown";
}
