import type { Locator, Page } from "@playwright/test";

export type Target = { host: string; port: string; database: string; user: string; password: string };

/** A dialog of a connection: what all of them have. */
class ConnectionDialog {
  readonly dialog: Locator;
  readonly cancel: Locator;
  readonly close: Locator;

  constructor(
    protected readonly page: Page,
    title: string | RegExp,
  ) {
    this.dialog = page.getByRole("dialog", { name: title });
    this.cancel = this.dialog.getByRole("button", { name: "Cancel" });
    this.close = this.dialog.getByRole("button", { name: "Close", exact: true }).last();
  }

  field(label: string): Locator {
    return this.dialog.getByLabel(label, { exact: true });
  }

  button(name: string): Locator {
    return this.dialog.getByRole("button", { name, exact: true });
  }
}

export class ConnectorPicker extends ConnectionDialog {
  readonly search: Locator;
  readonly connectors: Locator;

  constructor(page: Page) {
    super(page, "Choose a connector");
    this.search = this.dialog.getByRole("combobox", { name: "Search connectors" });
    this.connectors = this.dialog.getByRole("option");
  }

  connector(name: string): Locator {
    return this.dialog.getByRole("option", { name: new RegExp(`^${name}`) });
  }
}

/** A dialog that verifies: stages with their time, and one sentence on what to check. */
class VerifyingDialog extends ConnectionDialog {
  readonly verification: Locator;
  readonly stages: Locator;

  constructor(page: Page, title: string | RegExp) {
    super(page, title);
    this.verification = this.dialog.getByRole("region", { name: "Verification" });
    this.stages = this.verification.getByRole("list", { name: "Verification stages" }).getByRole("listitem");
  }

  stage(name: string): Locator {
    return this.stages.filter({ hasText: name });
  }

  async fillCredentials({ user, password }: Pick<Target, "user" | "password">): Promise<void> {
    await this.field("User").fill(user);
    await this.field("Password").fill(password);
  }
}

export class CreateDialog extends VerifyingDialog {
  readonly name: Locator;
  readonly url: Locator;
  readonly test: Locator;
  readonly create: Locator;

  constructor(page: Page) {
    super(page, /^Create connection/);
    this.name = this.field("Connection name");
    this.url = this.dialog.getByLabel("Paste a URL");
    this.test = this.button("Test connection");
    this.create = this.button("Create");
  }

  async fill(name: string, target: Target, tls = "Turned off"): Promise<void> {
    await this.name.fill(name);
    await this.field("Host").fill(target.host);
    await this.field("Port").fill(target.port);
    await this.field("Database").fill(target.database);
    await this.field("TLS").selectOption(tls);
    await this.fillCredentials(target);
  }
}

export class ReconnectDialog extends VerifyingDialog {
  readonly reconnect: Locator;
  readonly replaceAnyway: Locator;
  /** What would stop working, or works with a warning. */
  readonly failing: Locator;

  constructor(page: Page) {
    super(page, /^Reconnect/);
    this.reconnect = this.button("Reconnect");
    this.replaceAnyway = this.button("Replace anyway");
    this.failing = this.dialog.getByRole("region", { name: /would stop working|warning/ });
  }
}

export class SampleDialog extends VerifyingDialog {
  constructor(page: Page) {
    super(page, /^Connect the sample database/);
  }
}

export class RenameDialog extends ConnectionDialog {
  readonly name: Locator;
  readonly save: Locator;

  constructor(page: Page) {
    super(page, /^Rename connection/);
    this.name = this.field("Connection name");
    this.save = this.button("Save");
  }
}

export class DeleteDialog extends ConnectionDialog {
  readonly delete: Locator;
  readonly checkAgain: Locator;

  constructor(page: Page) {
    super(page, /^Delete connection/);
    this.delete = this.button("Delete");
    this.checkAgain = this.button("Check again");
  }

  app(name: string): Locator {
    return this.dialog.getByRole("region", { name });
  }
}
