-- A database of the first release, with two conversations in it.
CREATE TABLE public.channel_arrivals (
    "position" bigint NOT NULL,
    channel character varying(64) NOT NULL,
    conversation character varying(64) NOT NULL,
    attempts integer NOT NULL,
    holder character varying(64),
    held_until double precision,
    sent_at double precision NOT NULL,
    message text NOT NULL
);
CREATE SEQUENCE public.channel_arrivals_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.channel_arrivals_position_seq OWNED BY public.channel_arrivals."position";
CREATE TABLE public.channel_calls (
    "position" bigint NOT NULL,
    channel character varying(64) NOT NULL,
    conversation character varying(64) NOT NULL,
    attempts integer NOT NULL,
    holder character varying(64),
    held_until double precision,
    made_at double precision NOT NULL,
    due_at double precision NOT NULL,
    begun boolean NOT NULL,
    call text NOT NULL
);
CREATE SEQUENCE public.channel_calls_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.channel_calls_position_seq OWNED BY public.channel_calls."position";
CREATE TABLE public.channel_ended (
    digest character varying(64) NOT NULL,
    expires_at double precision NOT NULL
);
CREATE TABLE public.channel_opt_outs (
    digest character varying(64) NOT NULL,
    since double precision NOT NULL
);
CREATE TABLE public.channel_seen (
    digest character varying(64) NOT NULL,
    received_at double precision NOT NULL
);
CREATE TABLE public.channel_turns (
    conversation character varying(64) NOT NULL,
    id character varying(64) NOT NULL,
    owner character varying(64) NOT NULL,
    claimed_at double precision NOT NULL,
    expires_at double precision NOT NULL,
    replies text
);
CREATE TABLE public.contact_requests (
    id character varying(16) NOT NULL,
    conversation text NOT NULL,
    first_name text NOT NULL,
    email text,
    phone text,
    subject text NOT NULL,
    consent_text text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    delivered_at timestamp with time zone,
    attempts integer NOT NULL,
    next_attempt_at timestamp with time zone,
    last_error text
);
CREATE TABLE public.events (
    id integer NOT NULL,
    sender_id character varying(255) NOT NULL,
    type_name character varying(255) NOT NULL,
    "timestamp" double precision,
    intent_name character varying(255),
    action_name character varying(255),
    data text
);
CREATE SEQUENCE public.events_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.events_id_seq OWNED BY public.events.id;
CREATE TABLE public.feedback (
    id integer NOT NULL,
    conversation text NOT NULL,
    topic text NOT NULL,
    helpful boolean NOT NULL,
    reason text,
    question text,
    answer text,
    created_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.feedback_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.feedback_id_seq OWNED BY public.feedback.id;
ALTER TABLE ONLY public.channel_arrivals ALTER COLUMN "position" SET DEFAULT nextval('public.channel_arrivals_position_seq'::regclass);
ALTER TABLE ONLY public.channel_calls ALTER COLUMN "position" SET DEFAULT nextval('public.channel_calls_position_seq'::regclass);
ALTER TABLE ONLY public.events ALTER COLUMN id SET DEFAULT nextval('public.events_id_seq'::regclass);
ALTER TABLE ONLY public.feedback ALTER COLUMN id SET DEFAULT nextval('public.feedback_id_seq'::regclass);
INSERT INTO public.channel_arrivals VALUES (2, 'telegram', 'telegram-1', 0, NULL, NULL, 1795523415.25, '{"channel":"telegram","message_id":"2","conversation":"telegram-1","text":"salut","recipient":"7","pressed":false,"notice":"","sent_at":1795523415.25,"receipt":""}');
INSERT INTO public.channel_calls VALUES (1, 'telegram', 'telegram-1', 0, NULL, NULL, 1795523415.25, 1795523415.25, false, '{"url":"/send","json":{"text":"Bonjour !"},"form":null,"headers":{}}');
INSERT INTO public.channel_ended VALUES ('c715e36f245de958a9cfbc22378a7c78ce7a843c6cd1f59a8903425ce3f4375a', 2110883415.25);
INSERT INTO public.channel_opt_outs VALUES ('f18b11f8da15adf66878d84381204fbc059c1f827223105fb2244aea297008c3', 1795523415.25);
INSERT INTO public.channel_seen VALUES ('0b3a916bfcf5a0ac886a5407875f19c9a69d139ec7b559a808416ccebd2bbdee', 1795523415.25);
INSERT INTO public.channel_seen VALUES ('f255d826e09e289b9a5dddbfaf8db8e0ded12cc22a3721bdbff72694fb73a2b6', 1795523415.25);
INSERT INTO public.channel_turns VALUES ('site-2', 'm1', 'c1fd19cc16874632b139b1186c0103b8', 1795523415.25, 2110883415.25, '[{"text":"Bonjour !","buttons":[{"title":"Le salaire","payload":"/salary"}],"links":[],"sources":[],"topic":"greet","kind":"reply","judge":false}]');
INSERT INTO public.contact_requests VALUES ('e6adabfd4e36a50b', 'telegram-1', 'Zoé', 'zoe@exemple.fr', NULL, 'L''alternance', 'J''accepte.', '2026-11-24 12:30:15.25+00', NULL, 0, NULL, NULL);
INSERT INTO public.contact_requests VALUES ('9544478a3e74203d', 'site-2', 'Inès', NULL, '+33612345678', 'Un stage', 'J''accepte.', '2026-11-24 12:30:15.25+00', NULL, 1, '2026-11-24 12:30:15.25+00', 'HTTP 503');
INSERT INTO public.events VALUES (1, 'site-2', 'action', 1795523415.25, NULL, 'action_session_start', '{"event": "action", "timestamp": 1795523415.25, "name": "action_session_start", "policy": null, "confidence": null, "action_text": null, "hide_rule_turn": false}');
INSERT INTO public.events VALUES (2, 'site-2', 'session_started', 1795523416.25, NULL, NULL, '{"event": "session_started", "timestamp": 1795523416.25}');
INSERT INTO public.events VALUES (3, 'site-2', 'action', 1795523417.25, NULL, 'action_listen', '{"event": "action", "timestamp": 1795523417.25, "name": "action_listen", "policy": null, "confidence": null, "action_text": null, "hide_rule_turn": false}');
INSERT INTO public.events VALUES (4, 'site-2', 'user', 1795523418.25, 'greet', NULL, '{"event": "user", "timestamp": 1795523418.25, "text": "bonjour", "parse_data": {"intent": {"name": "greet", "confidence": 0.99}, "entities": [], "text": "bonjour", "message_id": null, "metadata": {}}, "input_channel": null, "message_id": null, "metadata": {}}');
INSERT INTO public.events VALUES (5, 'site-2', 'bot', 1795523419.25, NULL, NULL, '{"event": "bot", "timestamp": 1795523419.25, "metadata": {"topic": "greet"}, "text": "Bonjour !", "data": {}}');
INSERT INTO public.events VALUES (6, 'site-2', 'action', 1795523420.25, NULL, 'utter_greet', '{"event": "action", "timestamp": 1795523420.25, "name": "utter_greet", "policy": null, "confidence": null, "action_text": null, "hide_rule_turn": false}');
INSERT INTO public.events VALUES (7, 'site-2', 'action', 1795523421.25, NULL, 'action_listen', '{"event": "action", "timestamp": 1795523421.25, "name": "action_listen", "policy": null, "confidence": null, "action_text": null, "hide_rule_turn": false}');
INSERT INTO public.events VALUES (8, 'site-2', 'user', 1795523422.25, 'salary', NULL, '{"event": "user", "timestamp": 1795523422.25, "text": "on gagne combien ?", "parse_data": {"intent": {"name": "salary", "confidence": 0.99}, "entities": [], "text": "on gagne combien ?", "message_id": null, "metadata": {}}, "input_channel": null, "message_id": null, "metadata": {}}');
INSERT INTO public.events VALUES (9, 'telegram-1', 'action', 1795523415.25, NULL, 'action_session_start', '{"event": "action", "timestamp": 1795523415.25, "name": "action_session_start", "policy": null, "confidence": null, "action_text": null, "hide_rule_turn": false}');
INSERT INTO public.events VALUES (10, 'telegram-1', 'session_started', 1795523416.25, NULL, NULL, '{"event": "session_started", "timestamp": 1795523416.25}');
INSERT INTO public.events VALUES (11, 'telegram-1', 'action', 1795523417.25, NULL, 'action_listen', '{"event": "action", "timestamp": 1795523417.25, "name": "action_listen", "policy": null, "confidence": null, "action_text": null, "hide_rule_turn": false}');
INSERT INTO public.events VALUES (12, 'telegram-1', 'user', 1795523418.25, 'greet', NULL, '{"event": "user", "timestamp": 1795523418.25, "text": "bonjour", "parse_data": {"intent": {"name": "greet", "confidence": 0.99}, "entities": [], "text": "bonjour", "message_id": null, "metadata": {}}, "input_channel": null, "message_id": null, "metadata": {}}');
INSERT INTO public.events VALUES (13, 'telegram-1', 'bot', 1795523419.25, NULL, NULL, '{"event": "bot", "timestamp": 1795523419.25, "metadata": {"topic": "greet"}, "text": "Bonjour !", "data": {}}');
INSERT INTO public.events VALUES (14, 'telegram-1', 'action', 1795523420.25, NULL, 'utter_greet', '{"event": "action", "timestamp": 1795523420.25, "name": "utter_greet", "policy": null, "confidence": null, "action_text": null, "hide_rule_turn": false}');
INSERT INTO public.events VALUES (15, 'telegram-1', 'action', 1795523421.25, NULL, 'action_listen', '{"event": "action", "timestamp": 1795523421.25, "name": "action_listen", "policy": null, "confidence": null, "action_text": null, "hide_rule_turn": false}');
INSERT INTO public.events VALUES (16, 'telegram-1', 'user', 1795523422.25, 'salary', NULL, '{"event": "user", "timestamp": 1795523422.25, "text": "on gagne combien ?", "parse_data": {"intent": {"name": "salary", "confidence": 0.99}, "entities": [], "text": "on gagne combien ?", "message_id": null, "metadata": {}}, "input_channel": null, "message_id": null, "metadata": {}}');
INSERT INTO public.feedback VALUES (1, 'site-2', 'salary', false, 'wrong_topic', 'et la cantine ?', 'Un superviseur gagne…', '2026-11-24 12:30:15.25+00');
SELECT pg_catalog.setval('public.channel_arrivals_position_seq', 2, true);
SELECT pg_catalog.setval('public.channel_calls_position_seq', 1, true);
SELECT pg_catalog.setval('public.events_id_seq', 16, true);
SELECT pg_catalog.setval('public.feedback_id_seq', 1, true);
ALTER TABLE ONLY public.channel_arrivals
    ADD CONSTRAINT channel_arrivals_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.channel_calls
    ADD CONSTRAINT channel_calls_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.channel_ended
    ADD CONSTRAINT channel_ended_pkey PRIMARY KEY (digest);
ALTER TABLE ONLY public.channel_opt_outs
    ADD CONSTRAINT channel_opt_outs_pkey PRIMARY KEY (digest);
ALTER TABLE ONLY public.channel_seen
    ADD CONSTRAINT channel_seen_pkey PRIMARY KEY (digest);
ALTER TABLE ONLY public.channel_turns
    ADD CONSTRAINT channel_turns_pkey PRIMARY KEY (conversation, id);
ALTER TABLE ONLY public.contact_requests
    ADD CONSTRAINT contact_requests_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.feedback
    ADD CONSTRAINT feedback_pkey PRIMARY KEY (id);
CREATE INDEX ix_events_sender_id ON public.events USING btree (sender_id);
