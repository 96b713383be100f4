-- A version knows its connector, and so does a binding: the foreign keys refuse a connection of another one.
ALTER TABLE "object_bindings" DROP CONSTRAINT "object_bindings_version_fk";--> statement-breakpoint
ALTER TABLE "object_bindings" DROP CONSTRAINT "object_bindings_connection_fk";--> statement-breakpoint
ALTER TABLE "connections" DROP CONSTRAINT "connections_account_environment_id_key";--> statement-breakpoint
-- All connections so far are of the one connector there was, but the rows say so themselves.
ALTER TABLE "object_bindings" ADD COLUMN "connector" text;--> statement-breakpoint
ALTER TABLE "object_bindings" ADD COLUMN "drifted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "object_versions" ADD COLUMN "connector" text;--> statement-breakpoint
UPDATE "object_bindings" b SET "connector" = c."connector" FROM "connections" c WHERE c."id" = b."connection_id";--> statement-breakpoint
UPDATE "object_versions" v SET "connector" = coalesce((SELECT b."connector" FROM "object_bindings" b WHERE b."object_id" = v."object_id" LIMIT 1), 'postgresql');--> statement-breakpoint
ALTER TABLE "object_bindings" ALTER COLUMN "connector" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "object_versions" ALTER COLUMN "connector" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "connections" ADD CONSTRAINT "connections_account_environment_id_connector_key" UNIQUE("account_id","environment","id","connector");--> statement-breakpoint
ALTER TABLE "object_versions" ADD CONSTRAINT "object_versions_account_version_connector_key" UNIQUE("account_id","object_id","version","connector");--> statement-breakpoint
CREATE TABLE "request_people" (
	"account_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	CONSTRAINT "request_people_pk" PRIMARY KEY("request_id","user_id")
);--> statement-breakpoint
CREATE TABLE "requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"object_id" uuid NOT NULL,
	"version" integer,
	"environment" text NOT NULL,
	"connector" text NOT NULL,
	"requested_by" uuid NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"message" text DEFAULT '' NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"answered_by" uuid,
	"answered_at" timestamp (3) with time zone,
	"answer" text DEFAULT '' NOT NULL,
	"connection_id" uuid,
	CONSTRAINT "requests_account_id_key" UNIQUE("account_id","id"),
	CONSTRAINT "requests_kind_check" CHECK ("requests"."kind" in ('deploy', 'access')),
	CONSTRAINT "requests_version_check" CHECK (("requests"."kind" = 'deploy') = ("requests"."version" is not null)),
	CONSTRAINT "requests_environment_check" CHECK ("requests"."environment" in ('development', 'test', 'production')),
	CONSTRAINT "requests_state_check" CHECK ("requests"."state" in ('open', 'confirmed', 'refused', 'withdrawn', 'expired')),
	CONSTRAINT "requests_answer_check" CHECK (("requests"."answered_by" is null) = ("requests"."answered_at" is null))
);--> statement-breakpoint
ALTER TABLE "request_people" ADD CONSTRAINT "request_people_request_fk" FOREIGN KEY ("account_id","request_id") REFERENCES "public"."requests"("account_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_people" ADD CONSTRAINT "request_people_user_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_object_fk" FOREIGN KEY ("account_id","object_id") REFERENCES "public"."external_data_objects"("account_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_version_fk" FOREIGN KEY ("account_id","object_id","version","connector") REFERENCES "public"."object_versions"("account_id","object_id","version","connector") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_connection_fk" FOREIGN KEY ("account_id","environment","connection_id","connector") REFERENCES "public"."connections"("account_id","environment","id","connector") ON DELETE set null ("connection_id") ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_requested_by_fk" FOREIGN KEY ("account_id","requested_by") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_answered_by_fk" FOREIGN KEY ("account_id","answered_by") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "request_people_user_index" ON "request_people" USING btree ("account_id","user_id","request_id");--> statement-breakpoint
CREATE UNIQUE INDEX "requests_open_deploy_key" ON "requests" USING btree ("object_id","environment") WHERE kind = 'deploy' and state = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "requests_open_access_key" ON "requests" USING btree ("object_id","environment","requested_by") WHERE kind = 'access' and state = 'open';--> statement-breakpoint
CREATE INDEX "requests_requested_by_index" ON "requests" USING btree ("account_id","requested_by","requested_at","id");--> statement-breakpoint
CREATE INDEX "requests_object_index" ON "requests" USING btree ("account_id","object_id","requested_at");--> statement-breakpoint
CREATE INDEX "requests_connection_index" ON "requests" USING btree ("account_id","connection_id");--> statement-breakpoint
ALTER TABLE "object_bindings" ADD CONSTRAINT "object_bindings_version_fk" FOREIGN KEY ("account_id","object_id","version","connector") REFERENCES "public"."object_versions"("account_id","object_id","version","connector") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "object_bindings" ADD CONSTRAINT "object_bindings_connection_fk" FOREIGN KEY ("account_id","environment","connection_id","connector") REFERENCES "public"."connections"("account_id","environment","id","connector") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE FUNCTION "refuse_version_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'object_versions_unchanging';
END
$$;--> statement-breakpoint
CREATE TRIGGER "object_versions_unchanging" BEFORE UPDATE ON "object_versions" FOR EACH ROW EXECUTE FUNCTION "refuse_version_change"();
