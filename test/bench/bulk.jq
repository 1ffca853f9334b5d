# The same conversion as a jq program, with nothing validated.
def ms: if . != 0 and fabs < 1e11 then . * 1000 else . end;
def session($client): {
	object, id, user_id: .user.id, client_id: $client, status,
	last_active_at: (.last_active_at | ms), expire_at: (.expire_at | ms), abandon_at: (.abandon_at | ms),
	updated_at: (.updated_at | ms), created_at: (.created_at | ms)
};
if has("sign_in_attempt") then .id as $id | {
	object, id, session_ids: [.sessions[].id], sessions: [.sessions[] | session($id)],
	sign_in_id: .sign_in_attempt.id, sign_up_id: .sign_up_attempt.id, last_active_session_id,
	updated_at: (.updated_at | ms), created_at: (.created_at | ms)
} else . end
| if has("last_authentication_strategy") then . else .last_authentication_strategy = null end
