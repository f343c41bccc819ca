using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Attachments.EntityFrameworkCore.Tests.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "attachments");

            migrationBuilder.CreateTable(
                name: "blobs",
                schema: "attachments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    length = table.Column<long>(type: "bigint", nullable: false),
                    scan_status = table.Column<short>(type: "smallint", nullable: false, defaultValue: (short)0),
                    scan_attempts = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    scan_engine = table.Column<string>(type: "text", nullable: true),
                    scan_signature_version = table.Column<string>(type: "text", nullable: true),
                    scan_detail = table.Column<string>(type: "text", nullable: true),
                    scanned_at = table.Column<long>(type: "bigint", nullable: true),
                    lease_token = table.Column<Guid>(type: "uuid", nullable: true),
                    scan_due_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("blobs_pkey", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Subject = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_messages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "schema_version",
                schema: "attachments",
                columns: table => new
                {
                    version = table.Column<int>(type: "integer", nullable: false),
                    applied_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("schema_version_pkey", x => x.version);
                });

            migrationBuilder.CreateTable(
                name: "seals",
                schema: "attachments",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    message_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sealed_at = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("seals_pkey", x => new { x.tenant_id, x.message_id });
                });

            migrationBuilder.CreateTable(
                name: "strays",
                schema: "attachments",
                columns: table => new
                {
                    blob_id = table.Column<Guid>(type: "uuid", nullable: false),
                    due_at = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    tenant_id = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("strays_pkey", x => x.blob_id);
                });

            migrationBuilder.CreateTable(
                name: "attachments",
                schema: "attachments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tenant_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    uploaded_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    blob_id = table.Column<Guid>(type: "uuid", nullable: false),
                    filename = table.Column<string>(type: "text", nullable: false),
                    mime_type = table.Column<string>(type: "text", nullable: false),
                    content_encoding = table.Column<short>(type: "smallint", nullable: false),
                    uploaded_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("attachments_pkey", x => x.id);
                    table.ForeignKey(
                        name: "fk_attachments_blob",
                        column: x => x.blob_id,
                        principalSchema: "attachments",
                        principalTable: "blobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_attachments_message",
                        column: x => x.message_id,
                        principalTable: "messages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                schema: "attachments",
                table: "schema_version",
                columns: new[] { "version", "applied_at" },
                values: new object[] { 1, 0L });

            migrationBuilder.CreateIndex(
                name: "ix_attachments_age",
                schema: "attachments",
                table: "attachments",
                column: "uploaded_at");

            migrationBuilder.CreateIndex(
                name: "ix_attachments_blob",
                schema: "attachments",
                table: "attachments",
                column: "blob_id");

            migrationBuilder.CreateIndex(
                name: "ix_attachments_list",
                schema: "attachments",
                table: "attachments",
                columns: new[] { "tenant_id", "message_id", "uploaded_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_attachments_message",
                schema: "attachments",
                table: "attachments",
                column: "message_id");

            migrationBuilder.CreateIndex(
                name: "ux_attachments_blob",
                schema: "attachments",
                table: "attachments",
                columns: new[] { "tenant_id", "message_id", "blob_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_blobs_scan",
                schema: "attachments",
                table: "blobs",
                column: "scan_due_at",
                filter: "scan_status = 0");

            migrationBuilder.CreateIndex(
                name: "ux_blobs_digest",
                schema: "attachments",
                table: "blobs",
                columns: new[] { "tenant_id", "digest" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_seals_deleted",
                schema: "attachments",
                table: "seals",
                column: "sealed_at",
                filter: "state = 2");

            migrationBuilder.CreateIndex(
                name: "ix_strays_due",
                schema: "attachments",
                table: "strays",
                column: "due_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "attachments",
                schema: "attachments");

            migrationBuilder.DropTable(
                name: "schema_version",
                schema: "attachments");

            migrationBuilder.DropTable(
                name: "seals",
                schema: "attachments");

            migrationBuilder.DropTable(
                name: "strays",
                schema: "attachments");

            migrationBuilder.DropTable(
                name: "blobs",
                schema: "attachments");

            migrationBuilder.DropTable(
                name: "messages");
        }
    }
}
