import type {
	ClientCurrent,
	ClientLegacy,
	ClientV1,
	SessionLegacy,
	SessionV1,
} from "../../src/clerk/index.js";

/** One small document of each version, made up, to be changed by the tests that use them. */
export const sessionLegacy: SessionLegacy = {
	object: "session",
	id: "sess_1",
	status: "active",
	expire_at: 1_620_971_755,
	abandon_at: 1_622_958_955,
	last_active_at: 1_620_366_955,
	user: { id: "user_1", object: "user", first_name: "Ada", public_metadata: { plan: { seats: 3 } } },
	created_at: 1_620_366_955,
	updated_at: 1_620_366_955,
};

export const sessionV1: SessionV1 = {
	object: "session",
	id: "sess_1",
	user_id: "user_1",
	client_id: "client_1",
	status: "active",
	last_active_at: 1_620_366_955_000,
	expire_at: 1_620_971_755_000,
	abandon_at: 1_622_958_955_000,
	updated_at: 1_620_366_955_000,
	created_at: 1_620_366_955_000,
};

export const legacy: ClientLegacy = {
	object: "client",
	id: "client_1",
	sessions: [sessionLegacy],
	sign_in_attempt: { object: "sign_in_attempt", status: "needs_factor_one" },
	sign_up_attempt: { object: "sign_up", id: "sua_1", abandon_at: 1_622_256_299_572 },
	last_active_session_id: "sess_1",
	created_at: 1_620_366_953,
	updated_at: 1_620_366_955_123,
};

export const v1: ClientV1 = {
	object: "client",
	id: "client_1",
	session_ids: ["sess_1"],
	sessions: [sessionV1],
	sign_in_id: null,
	sign_up_id: "sua_1",
	last_active_session_id: "sess_1",
	updated_at: 1_620_366_955_123,
	created_at: 1_620_366_953_000,
};

export const current: ClientCurrent = {
	object: "client",
	id: "client_1",
	session_ids: ["sess_1"],
	sessions: [sessionV1],
	sign_in_id: null,
	sign_up_id: "sua_1",
	last_active_session_id: "sess_1",
	last_authentication_strategy: null,
	updated_at: 1_620_366_955_123,
	created_at: 1_620_366_953_000,
};
