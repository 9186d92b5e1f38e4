-- A database of the first release, with two conversations in it.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE contact_requests (
	id VARCHAR(16) NOT NULL, 
	conversation TEXT NOT NULL, 
	first_name TEXT NOT NULL, 
	email TEXT, 
	phone TEXT, 
	subject TEXT NOT NULL, 
	consent_text TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	delivered_at DATETIME, 
	attempts INTEGER NOT NULL, 
	next_attempt_at DATETIME, 
	last_error TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO contact_requests VALUES('bf0e85c57ba7ce72','telegram-1','Zoé','zoe@exemple.fr',NULL,'L''alternance','J''accepte.','2026-11-24 12:30:15.250000',NULL,0,NULL,NULL);
INSERT INTO contact_requests VALUES('440da037eb28e810','site-2','Inès',NULL,'+33612345678','Un stage','J''accepte.','2026-11-24 12:30:15.250000',NULL,1,'2026-11-24 12:30:15.250000','HTTP 503');
CREATE TABLE feedback (
	id INTEGER NOT NULL, 
	conversation TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	helpful BOOLEAN NOT NULL, 
	reason TEXT, 
	question TEXT, 
	answer TEXT, 
	created_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO feedback VALUES(1,'site-2','salary',0,'wrong_topic','et la cantine ?','Un superviseur gagne…','2026-11-24 12:30:15.250000');
CREATE TABLE channel_arrivals (
	position INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	channel VARCHAR(64) NOT NULL, 
	conversation VARCHAR(64) NOT NULL, 
	attempts INTEGER NOT NULL, 
	holder VARCHAR(64), 
	held_until FLOAT, 
	sent_at FLOAT NOT NULL, 
	message TEXT NOT NULL
);
INSERT INTO channel_arrivals VALUES(2,'telegram','telegram-1',0,NULL,NULL,1795523415.25,'{"channel":"telegram","message_id":"2","conversation":"telegram-1","text":"salut","recipient":"7","pressed":false,"notice":"","sent_at":1795523415.25,"receipt":""}');
CREATE TABLE channel_calls (
	position INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	channel VARCHAR(64) NOT NULL, 
	conversation VARCHAR(64) NOT NULL, 
	attempts INTEGER NOT NULL, 
	holder VARCHAR(64), 
	held_until FLOAT, 
	made_at FLOAT NOT NULL, 
	due_at FLOAT NOT NULL, 
	begun BOOLEAN NOT NULL, 
	call TEXT NOT NULL
);
INSERT INTO channel_calls VALUES(1,'telegram','telegram-1',0,NULL,NULL,1795523415.25,1795523415.25,0,'{"url":"/send","json":{"text":"Bonjour !"},"form":null,"headers":{}}');
CREATE TABLE channel_seen (
	digest VARCHAR(64) NOT NULL, 
	received_at FLOAT NOT NULL, 
	PRIMARY KEY (digest)
);
INSERT INTO channel_seen VALUES('0b3a916bfcf5a0ac886a5407875f19c9a69d139ec7b559a808416ccebd2bbdee',1795523415.25);
INSERT INTO channel_seen VALUES('f255d826e09e289b9a5dddbfaf8db8e0ded12cc22a3721bdbff72694fb73a2b6',1795523415.25);
CREATE TABLE channel_ended (
	digest VARCHAR(64) NOT NULL, 
	expires_at FLOAT NOT NULL, 
	PRIMARY KEY (digest)
);
INSERT INTO channel_ended VALUES('c715e36f245de958a9cfbc22378a7c78ce7a843c6cd1f59a8903425ce3f4375a',2110883415.25);
CREATE TABLE channel_turns (
	conversation VARCHAR(64) NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	owner VARCHAR(64) NOT NULL, 
	claimed_at FLOAT NOT NULL, 
	expires_at FLOAT NOT NULL, 
	replies TEXT, 
	PRIMARY KEY (conversation, id)
);
INSERT INTO channel_turns VALUES('site-2','m1','3cf31004a60f44a8a76aa2110b21ca2a',1795523415.25,2110883415.25,'[{"text":"Bonjour !","buttons":[{"title":"Le salaire","payload":"/salary"}],"links":[],"sources":[],"topic":"greet","kind":"reply","judge":false}]');
CREATE TABLE channel_opt_outs (
	digest VARCHAR(64) NOT NULL, 
	since FLOAT NOT NULL, 
	PRIMARY KEY (digest)
);
INSERT INTO channel_opt_outs VALUES('f18b11f8da15adf66878d84381204fbc059c1f827223105fb2244aea297008c3',1795523415.25);
CREATE TABLE events (
	id INTEGER NOT NULL, 
	sender_id VARCHAR(255) NOT NULL, 
	type_name VARCHAR(255) NOT NULL, 
	timestamp FLOAT, 
	intent_name VARCHAR(255), 
	action_name VARCHAR(255), 
	data TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO events VALUES(1,'site-2','action',1795523415.25,NULL,'action_session_start','{"event": "action", "timestamp": 1795523415.25, "name": "action_session_start", "policy": null, "confidence": null, "action_text": null, "hide_rule_turn": false}');
INSERT INTO events VALUES(2,'site-2','session_started',1795523416.25,NULL,NULL,'{"event": "session_started", "timestamp": 1795523416.25}');
INSERT INTO events VALUES(3,'site-2','action',1795523417.25,NULL,'action_listen','{"event": "action", "timestamp": 1795523417.25, "name": "action_listen", "policy": null, "confidence": null, "action_text": null, "hide_rule_turn": false}');
INSERT INTO events VALUES(4,'site-2','user',1795523418.25,'greet',NULL,'{"event": "user", "timestamp": 1795523418.25, "text": "bonjour", "parse_data": {"intent": {"name": "greet", "confidence": 0.99}, "entities": [], "text": "bonjour", "message_id": null, "metadata": {}}, "input_channel": null, "message_id": null, "metadata": {}}');
INSERT INTO events VALUES(5,'site-2','bot',1795523419.25,NULL,NULL,'{"event": "bot", "timestamp": 1795523419.25, "metadata": {"topic": "greet"}, "text": "Bonjour !", "data": {}}');
INSERT INTO events VALUES(6,'site-2','action',1795523420.25,NULL,'utter_greet','{"event": "action", "timestamp": 1795523420.25, "name": "utter_greet", "policy": null, "confidence": null, "action_text": null, "hide_rule_turn": false}');
INSERT INTO events VALUES(7,'site-2','action',1795523421.25,NULL,'action_listen','{"event": "action", "timestamp": 1795523421.25, "name": "action_listen", "policy": null, "confidence": null, "action_text": null, "hide_rule_turn": false}');
INSERT INTO events VALUES(8,'site-2','user',1795523422.25,'salary',NULL,'{"event": "user", "timestamp": 1795523422.25, "text": "on gagne combien ?", "parse_data": {"intent": {"name": "salary", "confidence": 0.99}, "entities": [], "text": "on gagne combien ?", "message_id": null, "metadata": {}}, "input_channel": null, "message_id": null, "metadata": {}}');
INSERT INTO events VALUES(9,'telegram-1','action',1795523415.25,NULL,'action_session_start','{"event": "action", "timestamp": 1795523415.25, "name": "action_session_start", "policy": null, "confidence": null, "action_text": null, "hide_rule_turn": false}');
INSERT INTO events VALUES(10,'telegram-1','session_started',1795523416.25,NULL,NULL,'{"event": "session_started", "timestamp": 1795523416.25}');
INSERT INTO events VALUES(11,'telegram-1','action',1795523417.25,NULL,'action_listen','{"event": "action", "timestamp": 1795523417.25, "name": "action_listen", "policy": null, "confidence": null, "action_text": null, "hide_rule_turn": false}');
INSERT INTO events VALUES(12,'telegram-1','user',1795523418.25,'greet',NULL,'{"event": "user", "timestamp": 1795523418.25, "text": "bonjour", "parse_data": {"intent": {"name": "greet", "confidence": 0.99}, "entities": [], "text": "bonjour", "message_id": null, "metadata": {}}, "input_channel": null, "message_id": null, "metadata": {}}');
INSERT INTO events VALUES(13,'telegram-1','bot',1795523419.25,NULL,NULL,'{"event": "bot", "timestamp": 1795523419.25, "metadata": {"topic": "greet"}, "text": "Bonjour !", "data": {}}');
INSERT INTO events VALUES(14,'telegram-1','action',1795523420.25,NULL,'utter_greet','{"event": "action", "timestamp": 1795523420.25, "name": "utter_greet", "policy": null, "confidence": null, "action_text": null, "hide_rule_turn": false}');
INSERT INTO events VALUES(15,'telegram-1','action',1795523421.25,NULL,'action_listen','{"event": "action", "timestamp": 1795523421.25, "name": "action_listen", "policy": null, "confidence": null, "action_text": null, "hide_rule_turn": false}');
INSERT INTO events VALUES(16,'telegram-1','user',1795523422.25,'salary',NULL,'{"event": "user", "timestamp": 1795523422.25, "text": "on gagne combien ?", "parse_data": {"intent": {"name": "salary", "confidence": 0.99}, "entities": [], "text": "on gagne combien ?", "message_id": null, "metadata": {}}, "input_channel": null, "message_id": null, "metadata": {}}');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('channel_arrivals',2);
INSERT INTO sqlite_sequence VALUES('channel_calls',1);
CREATE INDEX ix_events_sender_id ON events (sender_id);
COMMIT;
