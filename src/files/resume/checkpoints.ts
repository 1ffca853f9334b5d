import type { Disk, OutputTarget } from "../../disk/index.js";
import type { RunProgress } from "../../records/index.js";
import type { PartFile } from "../part.js";
import type { FileName } from "../plan.js";
import { saveCheckpoint } from "./checkpoint.js";
import type { Checkpoint } from "./checkpoint-shape.js";
import type { Identity } from "./identity.js";

/** What checkpoints are of. */
interface Subject {
	readonly disk: Disk;
	readonly anchor: OutputTarget;
	readonly identity: Identity;
	readonly targets: ReadonlyMap<FileName, OutputTarget>;
	/** How long the run had worked before it was interrupted. */
	readonly secondsBefore: number;
	readonly everyMs: number;
}

/** Saves checkpoints of a run while it goes on: what one stands for is durable before it is saved. */
export class Checkpoints {
	#parts: ReadonlyMap<FileName, PartFile> = new Map();
	readonly #subject: Subject;
	readonly #began = performance.now();
	#saved = performance.now();
	#lengths: Checkpoint["parts"] = [];
	#saving: Promise<void> = Promise.resolve();
	#isSaving = false;
	#failure: { readonly error: unknown } | undefined;

	constructor(subject: Subject) {
		this.#subject = subject;
		this.#lengths = this.#lengthsNow();
	}

	/** The parts, when they are open. */
	set parts(parts: ReadonlyMap<FileName, PartFile>) {
		this.#parts = parts;
		this.#lengths = this.#lengthsNow();
	}

	/** How long the run has worked, before and now. */
	get seconds(): number {
		return this.#subject.secondsBefore + (performance.now() - this.#began) / 1000;
	}

	/** Notes where the run is, and saves that in the background if it is time; throws what the last saving met. */
	note(state: RunProgress): void {
		if (this.#failure) throw this.#failure.error;
		this.#lengths = this.#lengthsNow();
		if (this.#isSaving || performance.now() - this.#saved < this.#subject.everyMs) return;
		this.#isSaving = true;
		this.#saving = this.#save(state).then(
			() => {
				this.#saved = performance.now();
				this.#isSaving = false;
			},
			(error: unknown) => {
				this.#failure = { error };
			},
		);
	}

	/** Saves where the run was when it was noted last. */
	async last(state: RunProgress): Promise<void> {
		await this.#settled();
		await this.#save(state);
	}

	/** Saves that all is written, and only names are missing. */
	async whole(state: RunProgress): Promise<void> {
		await this.#settled();
		this.#lengths = this.#lengthsNow();
		await this.#save(state, true);
	}

	/** Waits for what goes on in the background. */
	async settle(): Promise<void> {
		await this.#saving;
	}

	async #settled(): Promise<void> {
		await this.#saving;
		if (this.#failure) throw this.#failure.error;
	}

	async #save({ position, tally }: RunProgress, isWhole = false): Promise<void> {
		const { disk, anchor, identity } = this.#subject;
		// All of it as it is now: the run goes on meanwhile.
		const { seconds } = this;
		const checkpoint = { identity, isWhole, position, parts: this.#lengths, tally: tally.sum, seconds };
		for (const part of this.#parts.values()) await part.sync();
		await saveCheckpoint(disk, anchor, checkpoint);
	}

	#lengthsNow(): Checkpoint["parts"] {
		return [...this.#subject.targets].map(([file, { path }]) => {
			const part = this.#parts.get(file);
			part?.flush();
			return { file, path, length: part?.length ?? 0 };
		});
	}
}
