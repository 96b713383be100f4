CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app_members" (
	"account_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"level" text NOT NULL,
	"added_by" uuid,
	"added_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "app_members_pk" PRIMARY KEY("app_id","user_id"),
	CONSTRAINT "app_members_level_check" CHECK ("app_members"."level" in ('manage', 'use'))
);
--> statement-breakpoint
CREATE TABLE "apps" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "apps_account_id_key" UNIQUE("account_id","id")
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_id" uuid,
	"action" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"data" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "connection_admins" (
	"account_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"added_by" uuid,
	"added_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "connection_admins_pk" PRIMARY KEY("connection_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "connection_credentials" (
	"connection_id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"sealed" jsonb NOT NULL,
	"sealed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "connections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"connector" text NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"details" jsonb NOT NULL,
	"address" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"modified_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"admin_count" integer DEFAULT 0 NOT NULL,
	"linked_object_count" integer DEFAULT 0 NOT NULL,
	"credentials_state" text DEFAULT 'ok' NOT NULL,
	"credentials_key_id" text collate "C" NOT NULL,
	CONSTRAINT "connections_name_key" UNIQUE("account_id","environment","name_key"),
	CONSTRAINT "connections_account_id_key" UNIQUE("account_id","id"),
	CONSTRAINT "connections_account_environment_id_key" UNIQUE("account_id","environment","id"),
	CONSTRAINT "connections_environment_check" CHECK ("connections"."environment" in ('development', 'test', 'production')),
	CONSTRAINT "connections_credentials_state_check" CHECK ("connections"."credentials_state" in ('ok', 'unreadable', 'refused')),
	CONSTRAINT "connections_admin_count_check" CHECK ("connections"."admin_count" >= 0),
	CONSTRAINT "connections_linked_object_count_check" CHECK ("connections"."linked_object_count" >= 0)
);
--> statement-breakpoint
CREATE TABLE "external_data_objects" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"modified_at" timestamp (3) with time zone NOT NULL,
	"draft_connection_id" uuid,
	CONSTRAINT "external_data_objects_account_id_key" UNIQUE("account_id","id")
);
--> statement-breakpoint
CREATE TABLE "object_bindings" (
	"account_id" uuid NOT NULL,
	"object_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"version" integer NOT NULL,
	"connection_id" uuid NOT NULL,
	"bound_by" uuid NOT NULL,
	"bound_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "object_bindings_pk" PRIMARY KEY("object_id","environment")
);
--> statement-breakpoint
CREATE TABLE "object_versions" (
	"account_id" uuid NOT NULL,
	"object_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"definition" jsonb NOT NULL,
	"published_by" uuid NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "object_versions_pk" PRIMARY KEY("object_id","version"),
	CONSTRAINT "object_versions_version_check" CHECK ("object_versions"."version" > 0)
);
--> statement-breakpoint
CREATE TABLE "set_up_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "set_up_tokens_hash_key" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"password_hash" text,
	"role" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"session_epoch" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deactivated_at" timestamp (3) with time zone,
	"search_key" text GENERATED ALWAYS AS (lower("users"."name") || ' ' || "users"."email") STORED NOT NULL,
	CONSTRAINT "users_email_key" UNIQUE("email"),
	CONSTRAINT "users_account_id_key" UNIQUE("account_id","id"),
	CONSTRAINT "users_email_lower_check" CHECK ("users"."email" = lower("users"."email")),
	CONSTRAINT "users_role_check" CHECK ("users"."role" in ('member', 'super_admin')),
	CONSTRAINT "users_status_check" CHECK ("users"."status" in ('active', 'deactivated'))
);
--> statement-breakpoint
CREATE TABLE "verification_attempts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"cancelled_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "app_members" ADD CONSTRAINT "app_members_app_fk" FOREIGN KEY ("account_id","app_id") REFERENCES "public"."apps"("account_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_members" ADD CONSTRAINT "app_members_user_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_members" ADD CONSTRAINT "app_members_added_by_fk" FOREIGN KEY ("account_id","added_by") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "apps" ADD CONSTRAINT "apps_account_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "apps" ADD CONSTRAINT "apps_created_by_fk" FOREIGN KEY ("account_id","created_by") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_account_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_actor_fk" FOREIGN KEY ("account_id","actor_id") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connection_admins" ADD CONSTRAINT "connection_admins_connection_fk" FOREIGN KEY ("account_id","connection_id") REFERENCES "public"."connections"("account_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connection_admins" ADD CONSTRAINT "connection_admins_user_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connection_admins" ADD CONSTRAINT "connection_admins_added_by_fk" FOREIGN KEY ("account_id","added_by") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connection_credentials" ADD CONSTRAINT "connection_credentials_connection_fk" FOREIGN KEY ("account_id","connection_id") REFERENCES "public"."connections"("account_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connections" ADD CONSTRAINT "connections_account_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connections" ADD CONSTRAINT "connections_created_by_fk" FOREIGN KEY ("account_id","created_by") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "external_data_objects" ADD CONSTRAINT "external_data_objects_app_fk" FOREIGN KEY ("account_id","app_id") REFERENCES "public"."apps"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "external_data_objects" ADD CONSTRAINT "external_data_objects_created_by_fk" FOREIGN KEY ("account_id","created_by") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "external_data_objects" ADD CONSTRAINT "external_data_objects_draft_connection_fk" FOREIGN KEY ("account_id","draft_connection_id") REFERENCES "public"."connections"("account_id","id") ON DELETE set null ("draft_connection_id") ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "object_bindings" ADD CONSTRAINT "object_bindings_object_fk" FOREIGN KEY ("account_id","object_id") REFERENCES "public"."external_data_objects"("account_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "object_bindings" ADD CONSTRAINT "object_bindings_version_fk" FOREIGN KEY ("object_id","version") REFERENCES "public"."object_versions"("object_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "object_bindings" ADD CONSTRAINT "object_bindings_connection_fk" FOREIGN KEY ("account_id","environment","connection_id") REFERENCES "public"."connections"("account_id","environment","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "object_bindings" ADD CONSTRAINT "object_bindings_bound_by_fk" FOREIGN KEY ("account_id","bound_by") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "object_versions" ADD CONSTRAINT "object_versions_object_fk" FOREIGN KEY ("account_id","object_id") REFERENCES "public"."external_data_objects"("account_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "object_versions" ADD CONSTRAINT "object_versions_published_by_fk" FOREIGN KEY ("account_id","published_by") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_account_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verification_attempts" ADD CONSTRAINT "verification_attempts_user_fk" FOREIGN KEY ("account_id","user_id") REFERENCES "public"."users"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "app_members_user_index" ON "app_members" USING btree ("user_id","app_id");--> statement-breakpoint
CREATE INDEX "apps_by_name_index" ON "apps" USING btree ("account_id","name_key","id");--> statement-breakpoint
CREATE INDEX "audit_events_account_index" ON "audit_events" USING btree ("account_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_events_subject_index" ON "audit_events" USING btree ("account_id","subject_id","action","at");--> statement-breakpoint
CREATE INDEX "connection_admins_user_index" ON "connection_admins" USING btree ("user_id","connection_id");--> statement-breakpoint
CREATE INDEX "connections_by_name_index" ON "connections" USING btree ("account_id","environment","name_key","id");--> statement-breakpoint
CREATE INDEX "connections_by_connector_index" ON "connections" USING btree ("account_id","environment","connector","id");--> statement-breakpoint
CREATE INDEX "connections_by_created_at_index" ON "connections" USING btree ("account_id","environment","created_at","id");--> statement-breakpoint
CREATE INDEX "connections_by_modified_at_index" ON "connections" USING btree ("account_id","environment","modified_at","id");--> statement-breakpoint
CREATE INDEX "connections_by_admin_count_index" ON "connections" USING btree ("account_id","environment","admin_count","id");--> statement-breakpoint
CREATE INDEX "connections_by_linked_object_count_index" ON "connections" USING btree ("account_id","environment","linked_object_count","id");--> statement-breakpoint
CREATE INDEX "connections_created_by_index" ON "connections" USING btree ("account_id","environment","created_by");--> statement-breakpoint
CREATE INDEX "connections_by_credentials_index" ON "connections" USING btree ("account_id","environment","credentials_state","credentials_key_id","id") WHERE admin_count > 0;--> statement-breakpoint
CREATE INDEX "connections_by_key_index" ON "connections" USING btree ("credentials_key_id","id");--> statement-breakpoint
CREATE INDEX "connections_search_index" ON "connections" USING gin ("name_key" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "external_data_objects_app_index" ON "external_data_objects" USING btree ("account_id","app_id","name","id");--> statement-breakpoint
CREATE INDEX "external_data_objects_draft_connection_index" ON "external_data_objects" USING btree ("account_id","draft_connection_id");--> statement-breakpoint
CREATE INDEX "object_bindings_connection_index" ON "object_bindings" USING btree ("account_id","environment","connection_id");--> statement-breakpoint
CREATE INDEX "sign_in_attempts_key_index" ON "sign_in_attempts" USING btree ("key","at");--> statement-breakpoint
CREATE INDEX "users_search_index" ON "users" USING gin ("search_key" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "users_super_admins_index" ON "users" USING btree ("account_id","name") WHERE role = 'super_admin' and status = 'active';--> statement-breakpoint
CREATE INDEX "verification_attempts_user_index" ON "verification_attempts" USING btree ("user_id","started_at");