import { randomBytes } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { type Disk, hiddenBeside, remove, type Target } from "../disk/index.js";
import { BulkError, systemCode, writeError } from "../errors/index.js";

const TRIES = 40;
const PAUSE_MS = 10;

/** A right to write an output that no other run has, until it is released or its process is dead. */
export interface Lock {
	release(): Promise<void>;
}

/**
 * Takes the lock of an output; fails with a BulkError if another run has it. A lock is a folder of claims, a claim is
 * an empty file whose name says whose it is. Who has made a claim and then sees no other living one has the lock; who
 * sees one takes his own back. So two can't both have it, and a dead one's claim can be removed by anyone at any time:
 * its name is never used again.
 */
export async function lock(disk: Disk, target: Target): Promise<Lock> {
	const folder = hiddenBeside(target.path, "lock");
	try {
		for (let tries = 1; ; tries++) {
			const claim = await makeClaim(disk, folder);
			const other = await otherClaim(disk, folder, claim);
			const held: Lock = { release: () => release(disk, folder, claim) };
			if (!other) return held;
			await held.release();
			// Two that begin at once both give way; the longer one waits, the surer only one comes back first.
			if (tries === TRIES) throw locked(target, folder, other);
			await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * (0.5 + Math.random())));
		}
	} catch (error) {
		throw writeError(target.name, error);
	}
}

/** Whose a claim is: a process, and the world in which its number means something. */
interface Owner {
	readonly pid: number;
	/** When the process was started, as its system counts; a number alone may be another's by now. */
	readonly started: string;
	readonly boot: string;
	/** The process namespace: a container has its own. */
	readonly namespace: string;
	/** The machine's name and id. */
	readonly host: string;
}

async function makeClaim(disk: Disk, folder: string): Promise<string> {
	const { pid, started, boot, namespace, host } = ourselves();
	const nonce = randomBytes(6).toString("hex");
	const name = [pid, started, boot, namespace, nonce, encodeURIComponent(host)].join("-");
	for (;;) {
		await disk.mkdir(folder).catch(unless("EEXIST"));
		try {
			await (await disk.open(join(folder, name), "create")).close();
			return name;
		} catch (error) {
			// Whoever had the lock took its folder away in between; if it is the folder above that is missing, mkdir says so.
			if (systemCode(error) !== "ENOENT") throw error;
		}
	}
}

/** Whose living claim there is besides ours; dead ones are removed on the way. */
async function otherClaim(disk: Disk, folder: string, ours: string): Promise<Owner | undefined> {
	for (const name of await disk.readdir(folder)) {
		if (name === ours) continue;
		const owner = ownerOf(name);
		if (isAlive(owner)) return owner;
		await remove(disk, join(folder, name));
	}
	return undefined;
}

async function release(disk: Disk, folder: string, claim: string): Promise<void> {
	await remove(disk, join(folder, claim));
	await disk.rmdir(folder).catch(unless("ENOTEMPTY", "EEXIST", "ENOENT"));
}

/** The owner by the claim's name; what isn't one of ours belongs to nobody known, and stays. */
function ownerOf(claim: string): Owner {
	const [, pid = "0", started = "", boot = "", namespace = "", host = "?"] =
		/^(\d+)-(\d*)-([0-9a-f]*)-(\d*)-[0-9a-f]+-(.*)$/.exec(claim) ?? [];
	return { pid: Number(pid), started, boot, namespace, host };
}

function ourselves(): Owner {
	return {
		pid: process.pid,
		started: startOf(process.pid) ?? "",
		boot: textOf("/proc/sys/kernel/random/boot_id").replaceAll("-", ""),
		namespace: linkOf("/proc/self/ns/pid").replace(/\D/g, ""),
		host: [hostname(), textOf("/etc/machine-id")].join("/"),
	};
}

/** Whether the owner may still be at work: one that can't be seen from here may be. */
function isAlive(owner: Owner): boolean {
	const { host, boot, namespace } = ourselves();
	if (owner.host !== encodeURIComponent(host)) return true;
	if (owner.boot !== boot) return false;
	if (owner.namespace !== namespace) return true;
	try {
		process.kill(owner.pid, 0);
	} catch (error) {
		if (systemCode(error) === "ESRCH") return false;
	}
	const started = startOf(owner.pid);
	return started === undefined || started === owner.started;
}

/** When Linux started the process, in its own ticks; undefined where that can't be known. */
function startOf(pid: number): string | undefined {
	// The name of the program stands in brackets, and may hold anything.
	return textOf(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ")[19];
}

function textOf(path: string): string {
	try {
		return readFileSync(path, "utf8").trim();
	} catch {
		return "";
	}
}

function linkOf(path: string): string {
	try {
		return readlinkSync(path);
	} catch {
		return "";
	}
}

/** Lets errors with these codes pass. */
function unless(...codes: readonly string[]): (error: unknown) => void {
	return (error) => {
		if (!codes.includes(systemCode(error) ?? "")) throw error;
	};
}

function locked(target: Target, folder: string, { pid, host }: Owner): BulkError {
	const who = `process ${pid} on ${decodeURIComponent(host).split("/")[0]}`;
	const mend = `wait for it, or remove ${folder} if it is dead`;
	return new BulkError("locked", `${target.name} is being written by another run, ${who}: ${mend}`);
}
