import type { Counted } from "../../records/index.js";
import { columns, countText, plural, printable } from "../../text/index.js";

/** So many findings are listed. */
const LISTED = 20;

interface Place {
	readonly file: string;
	readonly line: number;
}

/** What became of replayed deliveries. */
export class ReplayReport {
	readonly #to: string;
	readonly #began = performance.now();
	readonly #statuses = new Map<number, number>();
	readonly #listed: (Place & { readonly what: string })[] = [];
	#unsendable = 0;
	#bytes = 0;
	#stop: (Place & { readonly what: string }) | undefined;

	constructor(to: string) {
		this.#to = to;
	}

	/** A reply came, with that status. */
	replied(place: Place, bytes: number, status: number): void {
		this.#bytes += bytes;
		this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1);
		if (!isAccepted(status)) this.#list(place, `got ${status}`);
	}

	/** The record is no delivery, so it was not sent. */
	unsendable(place: Place, why: string): void {
		this.#unsendable++;
		this.#list(place, `not sent: ${why}`);
	}

	/** No reply came to this one, and none of those behind it is sent. */
	stopped({ file, line }: Place, what: string): void {
		this.#stop = { file, line, what };
	}

	/** Where and why it was stopped, if it was. */
	get stop(): string | undefined {
		return this.#stop && printable(`stopped at ${this.#stop.file}:${this.#stop.line}: ${this.#stop.what}`);
	}

	/** How far it is. */
	get counted(): Counted {
		const records = this.#count(() => true) + this.#unsendable;
		return { records, bytes: this.#bytes, rejected: this.findings };
	}

	/** How many were not accepted. */
	get findings(): number {
		return this.#unsendable + this.#count((status) => !isAccepted(status));
	}

	/** For a program to read. */
	get json(): object {
		return {
			to: this.#to,
			sent: this.#count(() => true),
			accepted: this.#count(isAccepted),
			refused: this.#count((status) => !isAccepted(status)),
			unsendable: this.#unsendable,
			statuses: Object.fromEntries(this.#statuses),
			seconds: (performance.now() - this.#began) / 1000,
			/** The first one that got no reply, or null if all did. */
			stopped: this.#stop ?? null,
			findings: this.#listed,
			/** How many more findings there are. */
			more: this.findings - this.#listed.length,
		};
	}

	/** For people. */
	get text(): string {
		const seconds = ((performance.now() - this.#began) / 1000).toFixed(2);
		const sent = plural(
			this.#count(() => true),
			"event",
		);
		const rows = [...this.#statuses].map(([status, count]) => ["", countText(count), `got ${status}`]);
		if (this.#unsendable > 0) rows.push(["", countText(this.#unsendable), "not sent"]);
		const listed = this.#listed.map(({ file, line, what }) => `${file}:${line}: ${what}`);
		const more = this.findings - listed.length;
		if (more > 0) listed.push(`and ${countText(more)} more`);
		return [`replay to ${this.#to}: ${sent} in ${seconds} s`, ...columns(rows), ...listed]
			.map((line) => `${printable(line)}\n`)
			.join("");
	}

	#list({ file, line }: Place, what: string): void {
		if (this.#listed.length < LISTED) this.#listed.push({ file, line, what });
	}

	#count(counts: (status: number) => boolean): number {
		return [...this.#statuses].reduce((sum, [status, count]) => sum + (counts(status) ? count : 0), 0);
	}
}

function isAccepted(status: number): boolean {
	return status >= 200 && status < 300;
}
