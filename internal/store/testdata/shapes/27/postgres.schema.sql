CREATE TABLE public.accounts (
    id bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    slug text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    platform_id text NOT NULL COLLATE pg_catalog."C",
    corp_id bigint,
    agent_id text NOT NULL COLLATE pg_catalog."C",
    original_id text NOT NULL COLLATE pg_catalog."C",
    api_base_url text NOT NULL COLLATE pg_catalog."C",
    push_mode text NOT NULL COLLATE pg_catalog."C",
    time_zone text NOT NULL COLLATE pg_catalog."C",
    secret bytea NOT NULL,
    push_token bytea NOT NULL,
    push_key bytea NOT NULL,
    old_push_token bytea,
    old_push_key bytea,
    old_push_until bigint NOT NULL,
    last_push_at bigint NOT NULL,
    members_at bigint NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    removed_at bigint NOT NULL,
    temp_refused_at bigint DEFAULT 0 NOT NULL,
    relay_secret bytea,
    old_relay_secret bytea,
    old_relay_until bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.agents (
    id bigint NOT NULL,
    email text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    password text NOT NULL COLLATE pg_catalog."C",
    disabled bigint NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    corp_id bigint DEFAULT 0 NOT NULL,
    userid text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.api_keys (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    hash bytea NOT NULL,
    hint text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    created_by bigint NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    last_used_at bigint NOT NULL,
    revoked_at bigint NOT NULL
);
CREATE TABLE public.attributions (
    id bigint NOT NULL,
    corp_id bigint NOT NULL,
    identity_id bigint NOT NULL,
    userid text NOT NULL COLLATE pg_catalog."C",
    began_at bigint NOT NULL,
    began_push bigint NOT NULL,
    added_at bigint NOT NULL,
    ended_at bigint NOT NULL,
    end_reason text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    way_id bigint NOT NULL,
    channel_id bigint NOT NULL,
    evidence text NOT NULL COLLATE pg_catalog."C",
    chat_id text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    scene bigint DEFAULT 0 NOT NULL,
    again bigint DEFAULT 0 NOT NULL,
    counted bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.audit (
    id bigint NOT NULL,
    at bigint NOT NULL,
    actor_kind text NOT NULL COLLATE pg_catalog."C",
    actor_id bigint NOT NULL,
    actor_name text NOT NULL COLLATE pg_catalog."C",
    operation text NOT NULL COLLATE pg_catalog."C",
    subject text NOT NULL COLLATE pg_catalog."C",
    subject_id bigint NOT NULL,
    before text NOT NULL COLLATE pg_catalog."C",
    after text NOT NULL COLLATE pg_catalog."C"
);
ALTER TABLE public.audit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.blob_chunks (
    hash bytea NOT NULL,
    n bigint NOT NULL,
    data bytea NOT NULL
);
CREATE TABLE public.blobs (
    hash bytea NOT NULL,
    size bigint NOT NULL,
    type text NOT NULL COLLATE pg_catalog."C",
    width bigint NOT NULL,
    height bigint NOT NULL,
    created_at bigint NOT NULL
);
CREATE TABLE public.bulk_items (
    run_id bigint NOT NULL,
    way_id bigint NOT NULL,
    version_id bigint NOT NULL,
    reason text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.bulk_runs (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    action text NOT NULL COLLATE pg_catalog."C",
    scope text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    total bigint NOT NULL,
    asked bigint NOT NULL,
    skipped bigint NOT NULL,
    after_id bigint NOT NULL,
    turn bigint NOT NULL,
    actor_kind text NOT NULL COLLATE pg_catalog."C",
    actor_id bigint NOT NULL,
    actor_name text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    began_at bigint NOT NULL,
    ended_at bigint NOT NULL
);
CREATE TABLE public.changes (
    id bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    subject_id bigint NOT NULL,
    "row" text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    account_id bigint DEFAULT 0 NOT NULL
);
ALTER TABLE public.changes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.changes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.channel_totals (
    channel_id bigint NOT NULL,
    counting bigint NOT NULL,
    customers bigint NOT NULL,
    gone bigint NOT NULL,
    pending bigint NOT NULL,
    added bigint NOT NULL,
    readded bigint NOT NULL,
    lost bigint NOT NULL,
    deleted bigint NOT NULL,
    transferred bigint NOT NULL,
    joined bigint NOT NULL,
    quit bigint NOT NULL
);
CREATE TABLE public.channels (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    note text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    welcome text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    tags text DEFAULT '[]'::text NOT NULL COLLATE pg_catalog."C",
    remark_rule text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.chat_events (
    source bigint NOT NULL,
    value text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    corp_id bigint NOT NULL,
    chat_id text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    read_at bigint NOT NULL,
    scene bigint NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.chat_lists (
    account_id bigint NOT NULL,
    listed_at bigint NOT NULL
);
CREATE TABLE public.chats (
    corp_id bigint NOT NULL,
    chat_id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    owner text NOT NULL COLLATE pg_catalog."C",
    members bigint NOT NULL,
    externals bigint NOT NULL,
    version text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    problem bigint NOT NULL,
    seen_at bigint NOT NULL
);
CREATE TABLE public.contact_events (
    push_id bigint NOT NULL,
    corp_id bigint NOT NULL,
    identity_id bigint NOT NULL,
    userid text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    hash bytea NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.conversation_actions (
    id bigint NOT NULL,
    conversation_id bigint NOT NULL,
    account_id bigint NOT NULL,
    at bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    actor_kind text NOT NULL COLLATE pg_catalog."C",
    actor_id bigint NOT NULL,
    actor_name text NOT NULL COLLATE pg_catalog."C",
    agent_id bigint NOT NULL,
    team_id bigint NOT NULL,
    text text NOT NULL COLLATE pg_catalog."C",
    details text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.conversation_marks (
    conversation_id bigint NOT NULL,
    reminded_since bigint NOT NULL,
    reminded_level bigint NOT NULL,
    bot_done bigint NOT NULL,
    bot_asked bigint NOT NULL,
    bot_until bigint NOT NULL
);
CREATE TABLE public.conversation_tags (
    tag_id bigint NOT NULL,
    conversation_id bigint NOT NULL
);
CREATE TABLE public.conversations (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    identity_id bigint NOT NULL,
    status text NOT NULL COLLATE pg_catalog."C",
    agent_id bigint NOT NULL,
    opened_at bigint NOT NULL,
    waiting_since bigint NOT NULL,
    accepted_at bigint NOT NULL,
    closed_at bigint NOT NULL,
    closed_by bigint NOT NULL,
    last_inbound_at bigint NOT NULL,
    last_message_at bigint NOT NULL,
    read_push bigint NOT NULL,
    unread bigint NOT NULL,
    session_from text NOT NULL COLLATE pg_catalog."C",
    session_from_at bigint NOT NULL,
    preview_kind text NOT NULL COLLATE pg_catalog."C",
    preview_text text NOT NULL COLLATE pg_catalog."C",
    preview_direction text NOT NULL COLLATE pg_catalog."C",
    updated_at bigint NOT NULL,
    team_id bigint DEFAULT 0 NOT NULL,
    awaiting_since bigint DEFAULT 0 NOT NULL,
    first_accepted_at bigint DEFAULT 0 NOT NULL,
    first_answer_at bigint DEFAULT 0 NOT NULL,
    last_answer_at bigint DEFAULT 0 NOT NULL,
    inbound bigint DEFAULT 0 NOT NULL,
    outbound bigint DEFAULT 0 NOT NULL,
    transfers bigint DEFAULT 0 NOT NULL,
    close_reason text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    closed_kind text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    official_since bigint DEFAULT 0 NOT NULL,
    rating bigint DEFAULT 0 NOT NULL,
    rating_asked_at bigint DEFAULT 0 NOT NULL,
    entered_at bigint DEFAULT 0 NOT NULL,
    first_answer_by bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.corps (
    id bigint NOT NULL,
    corpid text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL
);
CREATE TABLE public.countings (
    id bigint NOT NULL,
    corp_id bigint NOT NULL,
    zone text NOT NULL COLLATE pg_catalog."C",
    current bigint NOT NULL
);
CREATE TABLE public.customer_fields (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    choices text NOT NULL COLLATE pg_catalog."C",
    ord bigint NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE public.customer_joins (
    id bigint NOT NULL,
    from_id bigint NOT NULL,
    into_id bigint NOT NULL,
    identities text NOT NULL COLLATE pg_catalog."C",
    evidence text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    before text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    undone_at bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.customer_tags (
    tag_id bigint NOT NULL,
    identity_id bigint NOT NULL
);
CREATE TABLE public.customer_values (
    identity_id bigint NOT NULL,
    field_id bigint NOT NULL,
    value text NOT NULL COLLATE pg_catalog."C",
    updated_at bigint NOT NULL
);
CREATE TABLE public.customers (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    avatar text NOT NULL COLLATE pg_catalog."C",
    type bigint NOT NULL,
    gender bigint NOT NULL,
    confirmed bigint NOT NULL,
    first_seen_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    joined_into bigint NOT NULL
);
CREATE TABLE public.day_stats (
    day bigint NOT NULL,
    corp_id bigint NOT NULL,
    way_id bigint NOT NULL,
    channel_id bigint NOT NULL,
    userid text NOT NULL COLLATE pg_catalog."C",
    chat_id text NOT NULL COLLATE pg_catalog."C",
    counting bigint NOT NULL,
    pending bigint NOT NULL,
    added bigint NOT NULL,
    readded bigint NOT NULL,
    lost bigint NOT NULL,
    deleted bigint NOT NULL,
    transferred bigint NOT NULL,
    joined bigint NOT NULL,
    quit bigint NOT NULL
);
CREATE TABLE public.departments (
    corp_id bigint NOT NULL,
    id bigint NOT NULL,
    parent_id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    ord bigint NOT NULL,
    seen_at bigint NOT NULL
);
CREATE TABLE public.desk_bots (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    url text NOT NULL COLLATE pg_catalog."C",
    secret bytea NOT NULL,
    seconds bigint NOT NULL,
    failed_at bigint NOT NULL,
    problem text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE public.desk_media (
    account_id bigint NOT NULL,
    hash bytea NOT NULL,
    media_id text NOT NULL COLLATE pg_catalog."C",
    uploaded_at bigint NOT NULL
);
CREATE TABLE public.desk_rules (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    enabled bigint NOT NULL,
    "position" bigint NOT NULL,
    event text NOT NULL COLLATE pg_catalog."C",
    body text NOT NULL COLLATE pg_catalog."C",
    revision bigint NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE public.desk_settings (
    account_id bigint NOT NULL,
    section text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C",
    updated_at bigint NOT NULL
);
CREATE TABLE public.desk_tags (
    id bigint NOT NULL,
    scope text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    color text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE public.drift_runs (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    action text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    channel_id bigint NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    total bigint NOT NULL,
    done bigint NOT NULL,
    passed bigint NOT NULL,
    after_id bigint NOT NULL,
    actor_kind text NOT NULL COLLATE pg_catalog."C",
    actor_id bigint NOT NULL,
    actor_name text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    ended_at bigint NOT NULL
);
CREATE TABLE public.drifts (
    id bigint NOT NULL,
    corp_id bigint NOT NULL,
    account_id bigint NOT NULL,
    config_id text NOT NULL COLLATE pg_catalog."C",
    way_id bigint NOT NULL,
    way_kind text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    fields text NOT NULL COLLATE pg_catalog."C",
    theirs text NOT NULL COLLATE pg_catalog."C",
    hash bytea NOT NULL,
    problem bigint NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    run_id bigint NOT NULL,
    found_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    settled_at bigint NOT NULL
);
CREATE TABLE public.figure_days (
    account_id bigint NOT NULL,
    day bigint NOT NULL,
    from_at bigint NOT NULL,
    to_at bigint NOT NULL,
    body text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.folders (
    id bigint NOT NULL,
    parent_id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE public.follows (
    identity_id bigint NOT NULL,
    userid text NOT NULL COLLATE pg_catalog."C",
    remark text NOT NULL COLLATE pg_catalog."C",
    description text NOT NULL COLLATE pg_catalog."C",
    add_way bigint NOT NULL,
    since bigint NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    seen_at bigint NOT NULL
);
CREATE TABLE public.former_states (
    corp_id bigint NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    way_id bigint NOT NULL
);
CREATE TABLE public.former_teams (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    removed_at bigint NOT NULL
);
CREATE TABLE public.goose_db_version (
    id integer NOT NULL,
    version_id bigint NOT NULL,
    is_applied boolean NOT NULL,
    tstamp timestamp without time zone DEFAULT now() NOT NULL
);
ALTER TABLE public.goose_db_version ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goose_db_version_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.idempotency (
    scope text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    request_hash bytea NOT NULL,
    lease_until bigint NOT NULL,
    status bigint NOT NULL,
    type text NOT NULL COLLATE pg_catalog."C",
    answer bytea NOT NULL,
    expires_at bigint NOT NULL
);
CREATE TABLE public.identities (
    id bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    scope text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C",
    customer_id bigint NOT NULL,
    created_at bigint NOT NULL
);
CREATE TABLE public.import_rows (
    import_id bigint NOT NULL,
    n bigint NOT NULL,
    line bigint NOT NULL,
    twin bigint NOT NULL,
    state bigint NOT NULL,
    way_id bigint NOT NULL,
    cells text NOT NULL COLLATE pg_catalog."C",
    errors text NOT NULL COLLATE pg_catalog."C",
    way text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.imports (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    corp_id bigint NOT NULL,
    client_key text COLLATE pg_catalog."C",
    hash bytea NOT NULL,
    file text NOT NULL COLLATE pg_catalog."C",
    format text NOT NULL COLLATE pg_catalog."C",
    encoding text NOT NULL COLLATE pg_catalog."C",
    sheet text NOT NULL COLLATE pg_catalog."C",
    header text NOT NULL COLLATE pg_catalog."C",
    unknown_columns text NOT NULL COLLATE pg_catalog."C",
    create_channels bigint NOT NULL,
    skip_wrong bigint NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    problem bigint NOT NULL,
    total bigint NOT NULL,
    checked bigint NOT NULL,
    wrong bigint NOT NULL,
    new_channels text NOT NULL COLLATE pg_catalog."C",
    taken bigint NOT NULL,
    again bigint NOT NULL,
    settled bigint NOT NULL,
    rate bigint NOT NULL,
    lap_at bigint NOT NULL,
    lap_settled bigint NOT NULL,
    created_by bigint NOT NULL,
    created_at bigint NOT NULL,
    started_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    finished_at bigint NOT NULL
);
CREATE TABLE public.installation (
    id bigint NOT NULL,
    schema_version bigint NOT NULL,
    oldest_program text NOT NULL COLLATE pg_catalog."C",
    epoch text NOT NULL COLLATE pg_catalog."C",
    key_fingerprint text COLLATE pg_catalog."C",
    data_key bytea,
    created_at bigint NOT NULL,
    CONSTRAINT installation_id_check CHECK ((id = 1))
);
CREATE TABLE public.invitations (
    hash bytea NOT NULL,
    purpose text NOT NULL COLLATE pg_catalog."C",
    agent_id bigint,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    used_at bigint
);
CREATE TABLE public.jobs (
    id bigint NOT NULL,
    queue text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    account_id bigint NOT NULL,
    lane text NOT NULL COLLATE pg_catalog."C",
    once_key text COLLATE pg_catalog."C",
    payload text NOT NULL COLLATE pg_catalog."C",
    run_at bigint NOT NULL,
    not_after bigint NOT NULL,
    at_most_once bigint NOT NULL,
    state bigint NOT NULL,
    lease_until bigint NOT NULL,
    attempts bigint NOT NULL,
    last_error text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    done_at bigint NOT NULL,
    rests bigint DEFAULT 0 NOT NULL
);
ALTER TABLE public.jobs ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.kept_apart (
    identity_id bigint NOT NULL,
    other_id bigint NOT NULL
);
CREATE TABLE public.kit_styles (
    way_id bigint NOT NULL,
    style text NOT NULL COLLATE pg_catalog."C",
    updated_at bigint NOT NULL
);
CREATE TABLE public.labels (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    color text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE public.lock_keys (
    key text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.marks (
    id bigint NOT NULL,
    push_id bigint NOT NULL,
    identity_id bigint NOT NULL,
    userid text NOT NULL COLLATE pg_catalog."C",
    way_id bigint NOT NULL,
    channel_id bigint NOT NULL,
    tags text NOT NULL COLLATE pg_catalog."C",
    tags_put text NOT NULL COLLATE pg_catalog."C",
    tags_gone text NOT NULL COLLATE pg_catalog."C",
    tags_state text NOT NULL COLLATE pg_catalog."C",
    tags_problem bigint NOT NULL,
    tags_at bigint NOT NULL,
    rule text NOT NULL COLLATE pg_catalog."C",
    remark text NOT NULL COLLATE pg_catalog."C",
    remark_state text NOT NULL COLLATE pg_catalog."C",
    remark_problem bigint NOT NULL,
    remark_at bigint NOT NULL,
    at bigint NOT NULL
);
CREATE TABLE public.materials (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    folder text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    text text NOT NULL COLLATE pg_catalog."C",
    card text NOT NULL COLLATE pg_catalog."C",
    blob bytea,
    uses bigint NOT NULL,
    used_at bigint NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE public.media_uploads (
    account_id bigint NOT NULL,
    hash text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    media_id text NOT NULL COLLATE pg_catalog."C",
    uploaded_at bigint NOT NULL
);
CREATE TABLE public.members (
    corp_id bigint NOT NULL,
    userid text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    departments text NOT NULL COLLATE pg_catalog."C",
    contact bigint NOT NULL,
    seen_at bigint NOT NULL,
    status bigint DEFAULT 0 NOT NULL,
    problem bigint DEFAULT 0 NOT NULL,
    problem_at bigint DEFAULT 0 NOT NULL,
    off_until bigint DEFAULT 0 NOT NULL,
    suspected bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.mentions (
    id bigint NOT NULL,
    agent_id bigint NOT NULL,
    conversation_id bigint NOT NULL,
    action_id bigint NOT NULL,
    at bigint NOT NULL,
    read_at bigint NOT NULL
);
CREATE TABLE public.message_queue (
    n bigint NOT NULL,
    message_id bigint NOT NULL
);
ALTER TABLE public.message_queue ALTER COLUMN n ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.message_queue_n_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.message_search (
    message_id bigint NOT NULL,
    grams bigint[] NOT NULL
);
CREATE TABLE public.messages (
    id bigint NOT NULL,
    conversation_id bigint NOT NULL,
    account_id bigint NOT NULL,
    identity_id bigint NOT NULL,
    direction text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    text text NOT NULL COLLATE pg_catalog."C",
    media_ref text NOT NULL COLLATE pg_catalog."C",
    media_state text NOT NULL COLLATE pg_catalog."C",
    blob bytea,
    at bigint NOT NULL,
    ord bigint NOT NULL,
    hash bytea,
    push_id bigint,
    agent_id bigint NOT NULL,
    client_key text COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    problem bigint NOT NULL,
    settled_at bigint NOT NULL,
    card text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    pic_url text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    source text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    source_id bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.observations (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    lane text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    subject text NOT NULL COLLATE pg_catalog."C",
    body bytea NOT NULL,
    received_at bigint NOT NULL,
    state bigint NOT NULL,
    run_at bigint NOT NULL,
    attempts bigint NOT NULL,
    last_error text NOT NULL COLLATE pg_catalog."C",
    applied_at bigint NOT NULL
);
ALTER TABLE public.observations ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.observations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pool_chats (
    pool_id bigint NOT NULL,
    chat_id text NOT NULL COLLATE pg_catalog."C",
    ord bigint NOT NULL,
    resting bigint NOT NULL,
    owner_left bigint NOT NULL,
    added_at bigint NOT NULL
);
CREATE TABLE public.pools (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    corp_id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    note text NOT NULL COLLATE pg_catalog."C",
    full_at bigint NOT NULL,
    margin bigint NOT NULL,
    shown text NOT NULL COLLATE pg_catalog."C",
    turn bigint NOT NULL,
    turned_at bigint NOT NULL,
    dry_at bigint NOT NULL,
    checked_at bigint NOT NULL,
    created_by bigint NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE public.posters (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    spec text NOT NULL COLLATE pg_catalog."C",
    background bytea NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE public.presses (
    id bigint NOT NULL,
    way_id bigint NOT NULL,
    press_key text NOT NULL COLLATE pg_catalog."C",
    account_id bigint NOT NULL,
    appid text NOT NULL COLLATE pg_catalog."C",
    openid text NOT NULL COLLATE pg_catalog."C",
    unionid text NOT NULL COLLATE pg_catalog."C",
    customer_id bigint NOT NULL,
    page text NOT NULL COLLATE pg_catalog."C",
    button text NOT NULL COLLATE pg_catalog."C",
    place text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    day bigint NOT NULL,
    channel_id bigint NOT NULL,
    errcode bigint NOT NULL,
    notifytype bigint NOT NULL,
    userid text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.pushes (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    scope text NOT NULL COLLATE pg_catalog."C",
    create_time bigint NOT NULL,
    hash bytea NOT NULL,
    lane text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    body bytea NOT NULL,
    answer text NOT NULL COLLATE pg_catalog."C",
    received_at bigint NOT NULL,
    state bigint NOT NULL,
    run_at bigint NOT NULL,
    attempts bigint NOT NULL,
    last_error text NOT NULL COLLATE pg_catalog."C",
    applied_at bigint NOT NULL
);
ALTER TABLE public.pushes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.pushes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quick_replies (
    id bigint NOT NULL,
    shortcut text NOT NULL COLLATE pg_catalog."C",
    text text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    owner_id bigint DEFAULT 0 NOT NULL,
    folder_id bigint DEFAULT 0 NOT NULL,
    used bigint DEFAULT 0 NOT NULL,
    used_at bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.quick_reply_folders (
    id bigint NOT NULL,
    owner_id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE public.quotas (
    corp_id bigint NOT NULL,
    full_at bigint NOT NULL,
    full_counted bigint NOT NULL,
    temp_full_at bigint NOT NULL,
    level bigint NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE public.rebuilds (
    id bigint NOT NULL,
    corp_id bigint NOT NULL,
    account_id bigint NOT NULL,
    counting bigint NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    reason text NOT NULL COLLATE pg_catalog."C",
    phase text NOT NULL COLLATE pg_catalog."C",
    place bigint NOT NULL,
    step bigint NOT NULL,
    done bigint NOT NULL,
    total bigint NOT NULL,
    started_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    finished_at bigint NOT NULL
);
CREATE TABLE public.reconcile_items (
    run_id bigint NOT NULL,
    config_id text NOT NULL COLLATE pg_catalog."C",
    way_id bigint NOT NULL
);
CREATE TABLE public.reconciliations (
    id bigint NOT NULL,
    corp_id bigint NOT NULL,
    account_id bigint NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    stage text NOT NULL COLLATE pg_catalog."C",
    chunk bigint NOT NULL,
    progress text NOT NULL COLLATE pg_catalog."C",
    problem bigint NOT NULL,
    waits_until bigint NOT NULL,
    created_by bigint NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    ended_at bigint NOT NULL
);
CREATE TABLE public.search_buckets (
    bucket bigint NOT NULL,
    first_id bigint NOT NULL,
    ways bigint NOT NULL
);
CREATE TABLE public.search_queue (
    n bigint NOT NULL,
    way_id bigint NOT NULL
);
ALTER TABLE public.search_queue ALTER COLUMN n ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.search_queue_n_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.search_runs (
    n bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    id bigint NOT NULL,
    userid text NOT NULL COLLATE pg_catalog."C",
    place bigint NOT NULL,
    done bigint NOT NULL
);
ALTER TABLE public.search_runs ALTER COLUMN n ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.search_runs_n_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.seats (
    agent_id bigint NOT NULL,
    status text NOT NULL COLLATE pg_catalog."C",
    status_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    there_until bigint NOT NULL,
    capacity bigint NOT NULL,
    take_below bigint NOT NULL,
    take_more bigint NOT NULL,
    accounts text NOT NULL COLLATE pg_catalog."C",
    assigned_at bigint NOT NULL,
    notified_at bigint NOT NULL,
    notice_problem bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.sessions (
    hash bytea NOT NULL,
    agent_id bigint NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);
CREATE TABLE public.settings (
    name text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C",
    updated_at bigint NOT NULL
);
CREATE TABLE public.team_members (
    team_id bigint NOT NULL,
    agent_id bigint NOT NULL,
    lead bigint NOT NULL
);
CREATE TABLE public.teams (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE public.temp_chats (
    way_id bigint NOT NULL,
    corp_id bigint NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    qr_until bigint NOT NULL,
    used_at bigint NOT NULL,
    identity_id bigint NOT NULL,
    userid text NOT NULL COLLATE pg_catalog."C",
    ends_at bigint NOT NULL,
    ended_at bigint NOT NULL,
    end_reason text NOT NULL COLLATE pg_catalog."C",
    close_state text NOT NULL COLLATE pg_catalog."C",
    close_problem bigint NOT NULL,
    closed_at bigint NOT NULL,
    closed_by bigint NOT NULL,
    closed_name text NOT NULL COLLATE pg_catalog."C",
    counted_day bigint NOT NULL
);
CREATE TABLE public.temp_days (
    corp_id bigint NOT NULL,
    day bigint NOT NULL,
    made bigint NOT NULL
);
CREATE TABLE public.tokens (
    key text NOT NULL COLLATE pg_catalog."C",
    value bytea,
    version bigint NOT NULL,
    expires_at bigint NOT NULL,
    refreshing_until bigint NOT NULL
);
CREATE TABLE public.views (
    id bigint NOT NULL,
    agent_id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    query text NOT NULL COLLATE pg_catalog."C",
    shared bigint NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE public.way_channels (
    way_id bigint NOT NULL,
    until bigint NOT NULL,
    channel_id bigint NOT NULL
);
CREATE TABLE public.way_labels (
    label_id bigint NOT NULL,
    way_id bigint NOT NULL,
    listed bigint DEFAULT 1 NOT NULL
);
CREATE TABLE public.way_members (
    corp_id bigint NOT NULL,
    userid text NOT NULL COLLATE pg_catalog."C",
    way_id bigint NOT NULL,
    listed bigint DEFAULT 1 NOT NULL
);
CREATE TABLE public.way_search (
    way_id bigint NOT NULL,
    print bigint NOT NULL,
    grams bigint[] NOT NULL,
    text text NOT NULL COLLATE pg_catalog."C",
    ref text NOT NULL COLLATE pg_catalog."C"
)
WITH (toast_tuple_target='128');
ALTER TABLE ONLY public.way_search ALTER COLUMN grams SET STORAGE EXTERNAL;
ALTER TABLE ONLY public.way_search ALTER COLUMN text SET STORAGE MAIN;
ALTER TABLE ONLY public.way_search ALTER COLUMN ref SET STORAGE MAIN;
CREATE TABLE public.way_totals (
    way_id bigint NOT NULL,
    counting bigint NOT NULL,
    customers bigint NOT NULL,
    gone bigint NOT NULL,
    pending bigint NOT NULL,
    added bigint NOT NULL,
    readded bigint NOT NULL,
    lost bigint NOT NULL,
    deleted bigint NOT NULL,
    transferred bigint NOT NULL,
    joined bigint NOT NULL,
    quit bigint NOT NULL
);
CREATE TABLE public.way_versions (
    id bigint NOT NULL,
    way_id bigint NOT NULL,
    seq bigint NOT NULL,
    n bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    run_id bigint NOT NULL,
    undone_to bigint NOT NULL,
    before text NOT NULL COLLATE pg_catalog."C",
    after text NOT NULL COLLATE pg_catalog."C",
    platform text NOT NULL COLLATE pg_catalog."C",
    problem bigint NOT NULL,
    actor_kind text NOT NULL COLLATE pg_catalog."C",
    actor_id bigint NOT NULL,
    actor_name text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    settled_at bigint NOT NULL
);
CREATE TABLE public.ways (
    id bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    corp_id bigint NOT NULL,
    account_id bigint NOT NULL,
    channel_id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    remark text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    type bigint NOT NULL,
    scene bigint NOT NULL,
    users text NOT NULL COLLATE pg_catalog."C",
    parties text NOT NULL COLLATE pg_catalog."C",
    skip_verify bigint NOT NULL,
    welcome text NOT NULL COLLATE pg_catalog."C",
    phase text NOT NULL COLLATE pg_catalog."C",
    problem bigint NOT NULL,
    absent_at bigint NOT NULL,
    config_id text NOT NULL COLLATE pg_catalog."C",
    qr_url text NOT NULL COLLATE pg_catalog."C",
    qr_blob bytea,
    client_key text NOT NULL COLLATE pg_catalog."C",
    created_by bigint NOT NULL,
    created_at bigint NOT NULL,
    called_at bigint NOT NULL,
    confirmed_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    style bigint DEFAULT 0 NOT NULL,
    is_exclusive bigint DEFAULT 0 NOT NULL,
    mark_source bigint DEFAULT 1 NOT NULL,
    chats text DEFAULT '[]'::text NOT NULL COLLATE pg_catalog."C",
    auto_create_room bigint DEFAULT 0 NOT NULL,
    room_base_name text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    room_base_id bigint DEFAULT 0 NOT NULL,
    pool_id bigint DEFAULT 0 NOT NULL,
    expires_in bigint DEFAULT 0 NOT NULL,
    chat_expires_in bigint DEFAULT 0 NOT NULL,
    unionid text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    conclusions text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    folder_id bigint DEFAULT 0 NOT NULL,
    labels text DEFAULT '[]'::text NOT NULL COLLATE pg_catalog."C",
    owner_id bigint DEFAULT 0 NOT NULL,
    note text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    tags text DEFAULT '[]'::text NOT NULL COLLATE pg_catalog."C",
    remark_rule text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    plan text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    plan_at bigint DEFAULT 0 NOT NULL,
    last_turn text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    origin text DEFAULT 'made'::text NOT NULL COLLATE pg_catalog."C",
    import_id bigint DEFAULT 0 NOT NULL,
    restored_from bigint DEFAULT 0 NOT NULL,
    seen_at bigint DEFAULT 0 NOT NULL,
    drift text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    checked_at bigint DEFAULT 0 NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    deleted_at bigint DEFAULT 0 NOT NULL,
    qr_content text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    changing bigint DEFAULT 0 NOT NULL,
    change_problem bigint DEFAULT 0 NOT NULL,
    twin_of bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.welcomes (
    id bigint NOT NULL,
    push_id bigint NOT NULL,
    identity_id bigint NOT NULL,
    userid text NOT NULL COLLATE pg_catalog."C",
    way_id bigint NOT NULL,
    text text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    problem bigint NOT NULL,
    at bigint NOT NULL,
    sent_at bigint NOT NULL,
    channel_id bigint DEFAULT 0 NOT NULL,
    attachments text DEFAULT '[]'::text NOT NULL COLLATE pg_catalog."C",
    hours text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    outcome text DEFAULT 'failed'::text NOT NULL COLLATE pg_catalog."C",
    taken_by text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    rival bigint DEFAULT 0 NOT NULL,
    renewed bigint DEFAULT 0 NOT NULL,
    received_at bigint DEFAULT 0 NOT NULL,
    took_ms bigint DEFAULT 0 NOT NULL
);
ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agents
    ADD CONSTRAINT agents_email_key UNIQUE (email);
ALTER TABLE ONLY public.agents
    ADD CONSTRAINT agents_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_hash_key UNIQUE (hash);
ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.attributions
    ADD CONSTRAINT attributions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.blob_chunks
    ADD CONSTRAINT blob_chunks_pkey PRIMARY KEY (hash, n);
ALTER TABLE ONLY public.blobs
    ADD CONSTRAINT blobs_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY public.bulk_items
    ADD CONSTRAINT bulk_items_pkey PRIMARY KEY (run_id, way_id);
ALTER TABLE ONLY public.bulk_runs
    ADD CONSTRAINT bulk_runs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.changes
    ADD CONSTRAINT changes_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.channel_totals
    ADD CONSTRAINT channel_totals_pkey PRIMARY KEY (channel_id, counting);
ALTER TABLE ONLY public.channels
    ADD CONSTRAINT channels_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.chat_events
    ADD CONSTRAINT chat_events_pkey PRIMARY KEY (source, value, kind);
ALTER TABLE ONLY public.chat_lists
    ADD CONSTRAINT chat_lists_pkey PRIMARY KEY (account_id);
ALTER TABLE ONLY public.chats
    ADD CONSTRAINT chats_pkey PRIMARY KEY (corp_id, chat_id);
ALTER TABLE ONLY public.contact_events
    ADD CONSTRAINT contact_events_pkey PRIMARY KEY (push_id);
ALTER TABLE ONLY public.conversation_actions
    ADD CONSTRAINT conversation_actions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.conversation_marks
    ADD CONSTRAINT conversation_marks_pkey PRIMARY KEY (conversation_id);
ALTER TABLE ONLY public.conversation_tags
    ADD CONSTRAINT conversation_tags_pkey PRIMARY KEY (tag_id, conversation_id);
ALTER TABLE ONLY public.conversations
    ADD CONSTRAINT conversations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.corps
    ADD CONSTRAINT corps_corpid_key UNIQUE (corpid);
ALTER TABLE ONLY public.corps
    ADD CONSTRAINT corps_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.countings
    ADD CONSTRAINT countings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customer_fields
    ADD CONSTRAINT customer_fields_name_key UNIQUE (name);
ALTER TABLE ONLY public.customer_fields
    ADD CONSTRAINT customer_fields_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customer_joins
    ADD CONSTRAINT customer_joins_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customer_tags
    ADD CONSTRAINT customer_tags_pkey PRIMARY KEY (tag_id, identity_id);
ALTER TABLE ONLY public.customer_values
    ADD CONSTRAINT customer_values_pkey PRIMARY KEY (identity_id, field_id);
ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.day_stats
    ADD CONSTRAINT day_stats_pkey PRIMARY KEY (day, corp_id, channel_id, way_id, userid, chat_id, counting);
ALTER TABLE ONLY public.departments
    ADD CONSTRAINT departments_pkey PRIMARY KEY (corp_id, id);
ALTER TABLE ONLY public.desk_bots
    ADD CONSTRAINT desk_bots_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.desk_media
    ADD CONSTRAINT desk_media_pkey PRIMARY KEY (account_id, hash);
ALTER TABLE ONLY public.desk_rules
    ADD CONSTRAINT desk_rules_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.desk_settings
    ADD CONSTRAINT desk_settings_pkey PRIMARY KEY (account_id, section);
ALTER TABLE ONLY public.desk_tags
    ADD CONSTRAINT desk_tags_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.desk_tags
    ADD CONSTRAINT desk_tags_scope_name_key UNIQUE (scope, name);
ALTER TABLE ONLY public.drift_runs
    ADD CONSTRAINT drift_runs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.drifts
    ADD CONSTRAINT drifts_corp_id_config_id_key UNIQUE (corp_id, config_id);
ALTER TABLE ONLY public.drifts
    ADD CONSTRAINT drifts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.figure_days
    ADD CONSTRAINT figure_days_pkey PRIMARY KEY (account_id, day);
ALTER TABLE ONLY public.folders
    ADD CONSTRAINT folders_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.follows
    ADD CONSTRAINT follows_pkey PRIMARY KEY (identity_id, userid);
ALTER TABLE ONLY public.former_states
    ADD CONSTRAINT former_states_pkey PRIMARY KEY (corp_id, state);
ALTER TABLE ONLY public.former_teams
    ADD CONSTRAINT former_teams_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.goose_db_version
    ADD CONSTRAINT goose_db_version_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (scope, key);
ALTER TABLE ONLY public.identities
    ADD CONSTRAINT identities_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.import_rows
    ADD CONSTRAINT import_rows_pkey PRIMARY KEY (import_id, n);
ALTER TABLE ONLY public.imports
    ADD CONSTRAINT imports_client_key_key UNIQUE (client_key);
ALTER TABLE ONLY public.imports
    ADD CONSTRAINT imports_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.installation
    ADD CONSTRAINT installation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY public.jobs
    ADD CONSTRAINT jobs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.kept_apart
    ADD CONSTRAINT kept_apart_pkey PRIMARY KEY (identity_id, other_id);
ALTER TABLE ONLY public.kit_styles
    ADD CONSTRAINT kit_styles_pkey PRIMARY KEY (way_id);
ALTER TABLE ONLY public.labels
    ADD CONSTRAINT labels_name_key UNIQUE (name);
ALTER TABLE ONLY public.labels
    ADD CONSTRAINT labels_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lock_keys
    ADD CONSTRAINT lock_keys_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.marks
    ADD CONSTRAINT marks_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.marks
    ADD CONSTRAINT marks_push_id_key UNIQUE (push_id);
ALTER TABLE ONLY public.materials
    ADD CONSTRAINT materials_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.media_uploads
    ADD CONSTRAINT media_uploads_pkey PRIMARY KEY (account_id, hash, kind, name);
ALTER TABLE ONLY public.members
    ADD CONSTRAINT members_pkey PRIMARY KEY (corp_id, userid);
ALTER TABLE ONLY public.mentions
    ADD CONSTRAINT mentions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.message_queue
    ADD CONSTRAINT message_queue_pkey PRIMARY KEY (n);
ALTER TABLE ONLY public.message_search
    ADD CONSTRAINT message_search_pkey PRIMARY KEY (message_id);
ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_client_key_key UNIQUE (client_key);
ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_push_id_key UNIQUE (push_id);
ALTER TABLE ONLY public.observations
    ADD CONSTRAINT observations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pool_chats
    ADD CONSTRAINT pool_chats_pkey PRIMARY KEY (pool_id, chat_id);
ALTER TABLE ONLY public.pools
    ADD CONSTRAINT pools_account_id_name_key UNIQUE (account_id, name);
ALTER TABLE ONLY public.pools
    ADD CONSTRAINT pools_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.posters
    ADD CONSTRAINT posters_name_key UNIQUE (name);
ALTER TABLE ONLY public.posters
    ADD CONSTRAINT posters_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.presses
    ADD CONSTRAINT presses_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.presses
    ADD CONSTRAINT presses_way_id_press_key_key UNIQUE (way_id, press_key);
ALTER TABLE ONLY public.pushes
    ADD CONSTRAINT pushes_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quick_replies
    ADD CONSTRAINT quick_replies_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quick_reply_folders
    ADD CONSTRAINT quick_reply_folders_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quotas
    ADD CONSTRAINT quotas_pkey PRIMARY KEY (corp_id);
ALTER TABLE ONLY public.rebuilds
    ADD CONSTRAINT rebuilds_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reconcile_items
    ADD CONSTRAINT reconcile_items_pkey PRIMARY KEY (run_id, config_id);
ALTER TABLE ONLY public.reconciliations
    ADD CONSTRAINT reconciliations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.search_buckets
    ADD CONSTRAINT search_buckets_first_id_key UNIQUE (first_id);
ALTER TABLE ONLY public.search_buckets
    ADD CONSTRAINT search_buckets_pkey PRIMARY KEY (bucket);
ALTER TABLE ONLY public.search_queue
    ADD CONSTRAINT search_queue_pkey PRIMARY KEY (n);
ALTER TABLE ONLY public.search_runs
    ADD CONSTRAINT search_runs_pkey PRIMARY KEY (n);
ALTER TABLE ONLY public.seats
    ADD CONSTRAINT seats_pkey PRIMARY KEY (agent_id);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY public.settings
    ADD CONSTRAINT settings_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.team_members
    ADD CONSTRAINT team_members_pkey PRIMARY KEY (team_id, agent_id);
ALTER TABLE ONLY public.teams
    ADD CONSTRAINT teams_name_key UNIQUE (name);
ALTER TABLE ONLY public.teams
    ADD CONSTRAINT teams_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.temp_chats
    ADD CONSTRAINT temp_chats_pkey PRIMARY KEY (way_id);
ALTER TABLE ONLY public.temp_days
    ADD CONSTRAINT temp_days_pkey PRIMARY KEY (corp_id, day);
ALTER TABLE ONLY public.tokens
    ADD CONSTRAINT tokens_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.views
    ADD CONSTRAINT views_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.way_channels
    ADD CONSTRAINT way_channels_pkey PRIMARY KEY (way_id, until);
ALTER TABLE ONLY public.way_labels
    ADD CONSTRAINT way_labels_pkey PRIMARY KEY (label_id, way_id);
ALTER TABLE ONLY public.way_members
    ADD CONSTRAINT way_members_pkey PRIMARY KEY (corp_id, userid, way_id);
ALTER TABLE ONLY public.way_search
    ADD CONSTRAINT way_search_pkey PRIMARY KEY (way_id);
ALTER TABLE ONLY public.way_totals
    ADD CONSTRAINT way_totals_pkey PRIMARY KEY (way_id, counting);
ALTER TABLE ONLY public.way_versions
    ADD CONSTRAINT way_versions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ways
    ADD CONSTRAINT ways_client_key_key UNIQUE (client_key);
ALTER TABLE ONLY public.ways
    ADD CONSTRAINT ways_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.welcomes
    ADD CONSTRAINT welcomes_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.welcomes
    ADD CONSTRAINT welcomes_push_id_key UNIQUE (push_id);
CREATE UNIQUE INDEX accounts_slug ON public.accounts USING btree (kind, slug) WHERE (removed_at = 0);
CREATE INDEX attributions_added ON public.attributions USING btree (added_at) WHERE (added_at <> 0);
CREATE INDEX attributions_channel ON public.attributions USING btree (channel_id, began_at);
CREATE INDEX attributions_chat ON public.attributions USING btree (corp_id, chat_id, ended_at) WHERE (chat_id <> ''::text);
CREATE INDEX attributions_ended ON public.attributions USING btree (ended_at) WHERE (ended_at <> 0);
CREATE INDEX attributions_pair ON public.attributions USING btree (identity_id, userid, began_at);
CREATE INDEX attributions_uncounted ON public.attributions USING btree (corp_id) WHERE (counted = 0);
CREATE INDEX attributions_way ON public.attributions USING btree (way_id, began_at);
CREATE INDEX audit_subject ON public.audit USING btree (subject, subject_id, id);
CREATE INDEX changes_at ON public.changes USING btree (at);
CREATE INDEX changes_cursor ON public.changes USING btree (xid, id);
CREATE INDEX chat_events_person ON public.chat_events USING btree (corp_id, value, chat_id, at);
CREATE INDEX chats_unseen ON public.chats USING btree (corp_id, seen_at);
CREATE INDEX contact_events_pair ON public.contact_events USING btree (identity_id, userid, at);
CREATE INDEX conversation_actions_figures ON public.conversation_actions USING btree (account_id, kind, at, id, agent_id);
CREATE INDEX conversation_actions_kind ON public.conversation_actions USING btree (kind, at);
CREATE INDEX conversation_actions_page ON public.conversation_actions USING btree (conversation_id, at, id);
CREATE INDEX conversation_tags_of ON public.conversation_tags USING btree (conversation_id, tag_id);
CREATE INDEX conversations_agent ON public.conversations USING btree (agent_id, last_message_at, id) WHERE (status = 'open'::text);
CREATE INDEX conversations_awaiting ON public.conversations USING btree (awaiting_since, id) WHERE ((awaiting_since <> 0) AND (status <> 'closed'::text));
CREATE INDEX conversations_closed ON public.conversations USING btree (last_message_at, id) WHERE (status = 'closed'::text);
CREATE INDEX conversations_closed_account ON public.conversations USING btree (account_id, last_message_at, id) WHERE (status = 'closed'::text);
CREATE INDEX conversations_closed_agent ON public.conversations USING btree (agent_id, last_message_at, id) WHERE (status = 'closed'::text);
CREATE INDEX conversations_closed_awaiting ON public.conversations USING btree (last_message_at, id) WHERE ((status = 'closed'::text) AND (awaiting_since <> 0));
CREATE INDEX conversations_closed_team ON public.conversations USING btree (team_id, last_message_at, id) WHERE ((status = 'closed'::text) AND (team_id <> 0));
CREATE INDEX conversations_closed_unread ON public.conversations USING btree (last_message_at, id) WHERE ((status = 'closed'::text) AND (unread > 0));
CREATE INDEX conversations_figures ON public.conversations USING btree (account_id, opened_at, id, agent_id, team_id, first_answer_at, first_answer_by, closed_at);
CREATE INDEX conversations_identity ON public.conversations USING btree (identity_id, opened_at);
CREATE INDEX conversations_live ON public.conversations USING btree (last_message_at, id) WHERE (status <> 'closed'::text);
CREATE INDEX conversations_live_agent ON public.conversations USING btree (agent_id) WHERE (status <> 'closed'::text);
CREATE INDEX conversations_live_inbound ON public.conversations USING btree (last_inbound_at, id) WHERE (status <> 'closed'::text);
CREATE INDEX conversations_live_team ON public.conversations USING btree (team_id) WHERE ((status <> 'closed'::text) AND (team_id <> 0));
CREATE UNIQUE INDEX conversations_one ON public.conversations USING btree (account_id, identity_id) WHERE (status <> 'closed'::text);
CREATE INDEX conversations_opened ON public.conversations USING btree (opened_at, id);
CREATE INDEX conversations_silent ON public.conversations USING btree (account_id, last_message_at, id) WHERE (status <> 'closed'::text);
CREATE INDEX conversations_team ON public.conversations USING btree (team_id, last_message_at, id) WHERE (status = 'open'::text);
CREATE INDEX conversations_waiting ON public.conversations USING btree (waiting_since, id) WHERE (status = 'waiting'::text);
CREATE INDEX conversations_waiting_team ON public.conversations USING btree (team_id, waiting_since, id) WHERE (status = 'waiting'::text);
CREATE UNIQUE INDEX countings_current ON public.countings USING btree (corp_id) WHERE (current = 1);
CREATE INDEX customer_joins_into ON public.customer_joins USING btree (into_id);
CREATE INDEX customer_tags_of ON public.customer_tags USING btree (identity_id, tag_id);
CREATE INDEX customer_values_field ON public.customer_values USING btree (field_id, identity_id);
CREATE INDEX customers_page ON public.customers USING btree (id) WHERE (joined_into = 0);
CREATE INDEX day_stats_channel ON public.day_stats USING btree (channel_id, day);
CREATE INDEX day_stats_way ON public.day_stats USING btree (way_id, day);
CREATE INDEX desk_media_old ON public.desk_media USING btree (uploaded_at);
CREATE INDEX desk_rules_revision ON public.desk_rules USING btree (revision);
CREATE INDEX drifts_open ON public.drifts USING btree (account_id, state, id);
CREATE INDEX drifts_way ON public.drifts USING btree (way_id) WHERE (way_id <> 0);
CREATE UNIQUE INDEX folders_name ON public.folders USING btree (parent_id, name);
CREATE INDEX idempotency_old ON public.idempotency USING btree (expires_at);
CREATE INDEX identities_customer ON public.identities USING btree (customer_id);
CREATE UNIQUE INDEX identities_value ON public.identities USING btree (scope, kind, value);
CREATE INDEX import_rows_state ON public.import_rows USING btree (import_id, state, n);
CREATE INDEX jobs_done ON public.jobs USING btree (done_at) WHERE (state = 1);
CREATE INDEX jobs_lane ON public.jobs USING btree (lane, id) WHERE ((state = 0) AND (lane <> ''::text));
CREATE UNIQUE INDEX jobs_once ON public.jobs USING btree (once_key);
CREATE INDEX jobs_open ON public.jobs USING btree (queue, run_at, id) WHERE (state = 0);
CREATE INDEX jobs_parked ON public.jobs USING btree (id) WHERE (state = 2);
CREATE INDEX marks_identity ON public.marks USING btree (identity_id, at);
CREATE INDEX materials_blob ON public.materials USING btree (blob, account_id) WHERE (blob IS NOT NULL);
CREATE INDEX mentions_agent ON public.mentions USING btree (agent_id, id);
CREATE INDEX mentions_unread ON public.mentions USING btree (agent_id, conversation_id) WHERE (read_at = 0);
CREATE INDEX message_search_grams ON public.message_search USING gin (grams) WITH (gin_pending_list_limit='1024');
CREATE INDEX messages_blob ON public.messages USING btree (blob, account_id) WHERE (blob IS NOT NULL);
CREATE INDEX messages_figures ON public.messages USING btree (account_id, at);
CREATE INDEX messages_identity ON public.messages USING btree (identity_id, account_id, at);
CREATE INDEX messages_page ON public.messages USING btree (conversation_id, at, ord, id);
CREATE INDEX observations_next ON public.observations USING btree (id, run_at) WHERE (state = 0);
CREATE INDEX observations_open ON public.observations USING btree (lane, id) WHERE (state = 0);
CREATE INDEX observations_parked ON public.observations USING btree (id) WHERE (state = 2);
CREATE INDEX pool_chats_chat ON public.pool_chats USING btree (chat_id);
CREATE INDEX presses_day ON public.presses USING btree (day, way_id);
CREATE INDEX presses_openid ON public.presses USING btree (appid, openid, way_id, at) WHERE (openid <> ''::text);
CREATE INDEX presses_unionid ON public.presses USING btree (unionid, way_id, at) WHERE (unionid <> ''::text);
CREATE INDEX pushes_next ON public.pushes USING btree (id, run_at) WHERE (state = 0);
CREATE UNIQUE INDEX pushes_once ON public.pushes USING btree (scope, create_time, hash);
CREATE INDEX pushes_open ON public.pushes USING btree (lane, id) WHERE (state = 0);
CREATE INDEX pushes_parked ON public.pushes USING btree (id) WHERE (state = 2);
CREATE UNIQUE INDEX rebuilds_running ON public.rebuilds USING btree (corp_id) WHERE (state = 'running'::text);
CREATE INDEX reconcile_items_absent ON public.reconcile_items USING btree (run_id, config_id) WHERE (way_id <> 0);
CREATE INDEX reconciliations_account ON public.reconciliations USING btree (account_id, id);
CREATE UNIQUE INDEX reconciliations_live ON public.reconciliations USING btree (account_id) WHERE (state = ANY (ARRAY['running'::text, 'paused'::text]));
CREATE INDEX team_members_agent ON public.team_members USING btree (agent_id);
CREATE INDEX temp_chats_open ON public.temp_chats USING btree (identity_id, userid) WHERE (state = 'chatting'::text);
CREATE INDEX temp_chats_state ON public.temp_chats USING btree (state, way_id);
CREATE INDEX views_agent ON public.views USING btree (agent_id);
CREATE INDEX way_labels_list ON public.way_labels USING btree (label_id, way_id) WHERE (listed = 1);
CREATE INDEX way_labels_way ON public.way_labels USING btree (way_id);
CREATE INDEX way_members_list ON public.way_members USING btree (userid, way_id) WHERE (listed = 1);
CREATE INDEX way_members_way ON public.way_members USING btree (way_id);
CREATE INDEX way_search_grams ON public.way_search USING gin (grams) WITH (gin_pending_list_limit='1024');
CREATE UNIQUE INDEX way_versions_n ON public.way_versions USING btree (way_id, n) WHERE (n <> 0);
CREATE INDEX way_versions_pending ON public.way_versions USING btree (way_id, seq) WHERE (state = 'pending'::text);
CREATE INDEX way_versions_run ON public.way_versions USING btree (run_id, id) WHERE (run_id <> 0);
CREATE UNIQUE INDEX way_versions_way ON public.way_versions USING btree (way_id, seq);
CREATE INDEX ways_channel ON public.ways USING btree (channel_id, id);
CREATE INDEX ways_channel_list ON public.ways USING btree (channel_id, id) WHERE ((phase <> 'deleted'::text) AND (kind <> 'temp'::text));
CREATE INDEX ways_config ON public.ways USING btree (corp_id, config_id);
CREATE INDEX ways_created_list ON public.ways USING btree (created_at, id) WHERE ((phase <> 'deleted'::text) AND (kind <> 'temp'::text));
CREATE INDEX ways_deleted_list ON public.ways USING btree (id) WHERE ((phase = 'deleted'::text) AND (kind <> 'temp'::text));
CREATE INDEX ways_drift ON public.ways USING btree (drift, id) WHERE (drift <> ''::text);
CREATE INDEX ways_drift_list ON public.ways USING btree (id) WHERE ((drift <> ''::text) AND (phase <> 'deleted'::text) AND (kind <> 'temp'::text));
CREATE INDEX ways_folder ON public.ways USING btree (folder_id, id) WHERE (folder_id <> 0);
CREATE INDEX ways_folder_list ON public.ways USING btree (folder_id, id) WHERE ((folder_id <> 0) AND (phase <> 'deleted'::text) AND (kind <> 'temp'::text));
CREATE INDEX ways_gone ON public.ways USING btree (corp_id, deleted_at) WHERE (deleted_at <> 0);
CREATE INDEX ways_import ON public.ways USING btree (import_id, phase, id) WHERE (import_id <> 0);
CREATE INDEX ways_kind ON public.ways USING btree (kind, id);
CREATE INDEX ways_kind_list ON public.ways USING btree (kind, id) WHERE (phase <> 'deleted'::text);
CREATE INDEX ways_list ON public.ways USING btree (id) WHERE ((phase <> 'deleted'::text) AND (kind <> 'temp'::text));
CREATE INDEX ways_live_list ON public.ways USING btree (id) WHERE ((phase = ANY (ARRAY['confirmed'::text, 'deleting'::text])) AND (kind <> 'temp'::text));
CREATE INDEX ways_made ON public.ways USING btree (corp_id, confirmed_at) WHERE ((kind <> 'temp'::text) AND (origin = 'made'::text));
CREATE INDEX ways_media ON public.ways USING btree (account_id, id) WHERE (welcome ~~ '%"media":%'::text);
CREATE INDEX ways_owner_list ON public.ways USING btree (owner_id, id) WHERE ((owner_id <> 0) AND (phase <> 'deleted'::text) AND (kind <> 'temp'::text));
CREATE INDEX ways_plan ON public.ways USING btree (plan_at, id) WHERE (plan_at <> 0);
CREATE INDEX ways_pool ON public.ways USING btree (pool_id, id) WHERE (pool_id <> 0);
CREATE INDEX ways_qr_url ON public.ways USING btree (qr_url) WHERE ((kind = 'join'::text) AND (qr_url <> ''::text));
CREATE INDEX ways_quota ON public.ways USING btree (corp_id, phase, kind);
CREATE INDEX ways_restored ON public.ways USING btree (restored_from, id) WHERE (restored_from <> 0);
CREATE INDEX ways_scene_list ON public.ways USING btree (scene, id) WHERE ((phase <> 'deleted'::text) AND (kind <> 'temp'::text));
CREATE INDEX ways_state ON public.ways USING btree (corp_id, state);
CREATE UNIQUE INDEX ways_twin ON public.ways USING btree (twin_of) WHERE ((twin_of <> 0) AND (phase <> 'deleted'::text));
CREATE INDEX ways_unsettled ON public.ways USING btree (phase, id) WHERE (phase <> 'confirmed'::text);
CREATE INDEX ways_unsettled_list ON public.ways USING btree (id) WHERE ((phase = ANY (ARRAY['failed'::text, 'unknown'::text])) AND (kind <> 'temp'::text));
CREATE INDEX ways_visits ON public.ways USING btree (corp_id, called_at) WHERE (kind = 'temp'::text);
CREATE INDEX welcomes_channel ON public.welcomes USING btree (channel_id, id);
CREATE INDEX welcomes_day ON public.welcomes USING btree (at, outcome, took_ms);
CREATE INDEX welcomes_identity ON public.welcomes USING btree (identity_id, at);
CREATE INDEX welcomes_outcome ON public.welcomes USING btree (outcome, id) WHERE (outcome <> 'sent'::text);
CREATE INDEX welcomes_way ON public.welcomes USING btree (way_id, id);
ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corps(id);
ALTER TABLE ONLY public.attributions
    ADD CONSTRAINT attributions_identity_id_fkey FOREIGN KEY (identity_id) REFERENCES public.identities(id);
ALTER TABLE ONLY public.blob_chunks
    ADD CONSTRAINT blob_chunks_hash_fkey FOREIGN KEY (hash) REFERENCES public.blobs(hash);
ALTER TABLE ONLY public.bulk_items
    ADD CONSTRAINT bulk_items_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.bulk_runs(id);
ALTER TABLE ONLY public.chat_lists
    ADD CONSTRAINT chat_lists_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.chats
    ADD CONSTRAINT chats_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corps(id);
ALTER TABLE ONLY public.contact_events
    ADD CONSTRAINT contact_events_identity_id_fkey FOREIGN KEY (identity_id) REFERENCES public.identities(id);
ALTER TABLE ONLY public.conversation_actions
    ADD CONSTRAINT conversation_actions_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES public.conversations(id);
ALTER TABLE ONLY public.conversation_tags
    ADD CONSTRAINT conversation_tags_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES public.conversations(id);
ALTER TABLE ONLY public.conversation_tags
    ADD CONSTRAINT conversation_tags_tag_id_fkey FOREIGN KEY (tag_id) REFERENCES public.desk_tags(id);
ALTER TABLE ONLY public.conversations
    ADD CONSTRAINT conversations_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.conversations
    ADD CONSTRAINT conversations_identity_id_fkey FOREIGN KEY (identity_id) REFERENCES public.identities(id);
ALTER TABLE ONLY public.countings
    ADD CONSTRAINT countings_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corps(id);
ALTER TABLE ONLY public.customer_joins
    ADD CONSTRAINT customer_joins_from_id_fkey FOREIGN KEY (from_id) REFERENCES public.customers(id);
ALTER TABLE ONLY public.customer_joins
    ADD CONSTRAINT customer_joins_into_id_fkey FOREIGN KEY (into_id) REFERENCES public.customers(id);
ALTER TABLE ONLY public.customer_tags
    ADD CONSTRAINT customer_tags_identity_id_fkey FOREIGN KEY (identity_id) REFERENCES public.identities(id);
ALTER TABLE ONLY public.customer_tags
    ADD CONSTRAINT customer_tags_tag_id_fkey FOREIGN KEY (tag_id) REFERENCES public.desk_tags(id);
ALTER TABLE ONLY public.customer_values
    ADD CONSTRAINT customer_values_field_id_fkey FOREIGN KEY (field_id) REFERENCES public.customer_fields(id);
ALTER TABLE ONLY public.customer_values
    ADD CONSTRAINT customer_values_identity_id_fkey FOREIGN KEY (identity_id) REFERENCES public.identities(id);
ALTER TABLE ONLY public.departments
    ADD CONSTRAINT departments_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corps(id);
ALTER TABLE ONLY public.drift_runs
    ADD CONSTRAINT drift_runs_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.drifts
    ADD CONSTRAINT drifts_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.drifts
    ADD CONSTRAINT drifts_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corps(id);
ALTER TABLE ONLY public.follows
    ADD CONSTRAINT follows_identity_id_fkey FOREIGN KEY (identity_id) REFERENCES public.identities(id);
ALTER TABLE ONLY public.former_states
    ADD CONSTRAINT former_states_way_id_fkey FOREIGN KEY (way_id) REFERENCES public.ways(id);
ALTER TABLE ONLY public.identities
    ADD CONSTRAINT identities_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers(id);
ALTER TABLE ONLY public.import_rows
    ADD CONSTRAINT import_rows_import_id_fkey FOREIGN KEY (import_id) REFERENCES public.imports(id);
ALTER TABLE ONLY public.imports
    ADD CONSTRAINT imports_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT invitations_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES public.agents(id);
ALTER TABLE ONLY public.kept_apart
    ADD CONSTRAINT kept_apart_identity_id_fkey FOREIGN KEY (identity_id) REFERENCES public.identities(id);
ALTER TABLE ONLY public.kept_apart
    ADD CONSTRAINT kept_apart_other_id_fkey FOREIGN KEY (other_id) REFERENCES public.identities(id);
ALTER TABLE ONLY public.kit_styles
    ADD CONSTRAINT kit_styles_way_id_fkey FOREIGN KEY (way_id) REFERENCES public.ways(id);
ALTER TABLE ONLY public.marks
    ADD CONSTRAINT marks_identity_id_fkey FOREIGN KEY (identity_id) REFERENCES public.identities(id);
ALTER TABLE ONLY public.media_uploads
    ADD CONSTRAINT media_uploads_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.members
    ADD CONSTRAINT members_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corps(id);
ALTER TABLE ONLY public.mentions
    ADD CONSTRAINT mentions_action_id_fkey FOREIGN KEY (action_id) REFERENCES public.conversation_actions(id);
ALTER TABLE ONLY public.mentions
    ADD CONSTRAINT mentions_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES public.agents(id);
ALTER TABLE ONLY public.mentions
    ADD CONSTRAINT mentions_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES public.conversations(id);
ALTER TABLE ONLY public.pool_chats
    ADD CONSTRAINT pool_chats_pool_id_fkey FOREIGN KEY (pool_id) REFERENCES public.pools(id);
ALTER TABLE ONLY public.pools
    ADD CONSTRAINT pools_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.pools
    ADD CONSTRAINT pools_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corps(id);
ALTER TABLE ONLY public.presses
    ADD CONSTRAINT presses_way_id_fkey FOREIGN KEY (way_id) REFERENCES public.ways(id);
ALTER TABLE ONLY public.quotas
    ADD CONSTRAINT quotas_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corps(id);
ALTER TABLE ONLY public.rebuilds
    ADD CONSTRAINT rebuilds_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corps(id);
ALTER TABLE ONLY public.reconcile_items
    ADD CONSTRAINT reconcile_items_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.reconciliations(id);
ALTER TABLE ONLY public.reconciliations
    ADD CONSTRAINT reconciliations_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.reconciliations
    ADD CONSTRAINT reconciliations_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corps(id);
ALTER TABLE ONLY public.seats
    ADD CONSTRAINT seats_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES public.agents(id);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES public.agents(id);
ALTER TABLE ONLY public.team_members
    ADD CONSTRAINT team_members_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES public.agents(id);
ALTER TABLE ONLY public.team_members
    ADD CONSTRAINT team_members_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.teams(id);
ALTER TABLE ONLY public.temp_chats
    ADD CONSTRAINT temp_chats_way_id_fkey FOREIGN KEY (way_id) REFERENCES public.ways(id);
ALTER TABLE ONLY public.way_channels
    ADD CONSTRAINT way_channels_way_id_fkey FOREIGN KEY (way_id) REFERENCES public.ways(id);
ALTER TABLE ONLY public.way_labels
    ADD CONSTRAINT way_labels_way_id_fkey FOREIGN KEY (way_id) REFERENCES public.ways(id);
ALTER TABLE ONLY public.way_members
    ADD CONSTRAINT way_members_way_id_fkey FOREIGN KEY (way_id) REFERENCES public.ways(id);
ALTER TABLE ONLY public.way_search
    ADD CONSTRAINT way_search_way_id_fkey FOREIGN KEY (way_id) REFERENCES public.ways(id);
ALTER TABLE ONLY public.way_versions
    ADD CONSTRAINT way_versions_way_id_fkey FOREIGN KEY (way_id) REFERENCES public.ways(id);
ALTER TABLE ONLY public.ways
    ADD CONSTRAINT ways_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.accounts(id);
ALTER TABLE ONLY public.ways
    ADD CONSTRAINT ways_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES public.channels(id);
ALTER TABLE ONLY public.ways
    ADD CONSTRAINT ways_corp_id_fkey FOREIGN KEY (corp_id) REFERENCES public.corps(id);
ALTER TABLE ONLY public.welcomes
    ADD CONSTRAINT welcomes_identity_id_fkey FOREIGN KEY (identity_id) REFERENCES public.identities(id);
