-- The administrator's key has every scope; a key made before these three were there gets them.
UPDATE api_key SET scopes = 'scores boards tasks webhooks metrics' WHERE key_name = 'admin';
