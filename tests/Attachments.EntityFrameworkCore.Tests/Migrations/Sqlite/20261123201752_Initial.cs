using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Attachments.EntityFrameworkCore.Tests.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "attachments_blobs",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    tenant_id = table.Column<string>(type: "TEXT", nullable: false),
                    digest = table.Column<byte[]>(type: "BLOB", nullable: false),
                    length = table.Column<long>(type: "INTEGER", nullable: false),
                    scan_status = table.Column<short>(type: "INTEGER", nullable: false, defaultValue: (short)0),
                    scan_attempts = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    scan_engine = table.Column<string>(type: "TEXT", nullable: true),
                    scan_signature_version = table.Column<string>(type: "TEXT", nullable: true),
                    scan_detail = table.Column<string>(type: "TEXT", nullable: true),
                    scanned_at = table.Column<long>(type: "INTEGER", nullable: true),
                    lease_token = table.Column<byte[]>(type: "BLOB", nullable: true),
                    scan_due_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("blobs_pkey", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "attachments_schema_version",
                columns: table => new
                {
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    applied_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("schema_version_pkey", x => x.version);
                });

            migrationBuilder.CreateTable(
                name: "attachments_seals",
                columns: table => new
                {
                    tenant_id = table.Column<string>(type: "TEXT", nullable: false),
                    message_id = table.Column<string>(type: "TEXT", nullable: false),
                    sealed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<short>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("seals_pkey", x => new { x.tenant_id, x.message_id });
                });

            migrationBuilder.CreateTable(
                name: "attachments_strays",
                columns: table => new
                {
                    blob_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<short>(type: "INTEGER", nullable: false),
                    tenant_id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("strays_pkey", x => x.blob_id);
                });

            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_messages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "attachments_attachments",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    tenant_id = table.Column<string>(type: "TEXT", nullable: false),
                    message_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    owner_id = table.Column<string>(type: "TEXT", nullable: false),
                    uploaded_by = table.Column<string>(type: "TEXT", nullable: false),
                    blob_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    filename = table.Column<string>(type: "TEXT", nullable: false),
                    mime_type = table.Column<string>(type: "TEXT", nullable: false),
                    content_encoding = table.Column<short>(type: "INTEGER", nullable: false),
                    uploaded_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("attachments_pkey", x => x.id);
                    table.ForeignKey(
                        name: "fk_attachments_blob",
                        column: x => x.blob_id,
                        principalTable: "attachments_blobs",
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
                table: "attachments_schema_version",
                columns: new[] { "version", "applied_at" },
                values: new object[] { 1, 0L });

            migrationBuilder.CreateIndex(
                name: "attachments_ix_attachments_age",
                table: "attachments_attachments",
                column: "uploaded_at");

            migrationBuilder.CreateIndex(
                name: "attachments_ix_attachments_blob",
                table: "attachments_attachments",
                column: "blob_id");

            migrationBuilder.CreateIndex(
                name: "attachments_ix_attachments_list",
                table: "attachments_attachments",
                columns: new[] { "tenant_id", "message_id", "uploaded_at", "id" });

            migrationBuilder.CreateIndex(
                name: "attachments_ix_attachments_message",
                table: "attachments_attachments",
                column: "message_id");

            migrationBuilder.CreateIndex(
                name: "attachments_ux_attachments_blob",
                table: "attachments_attachments",
                columns: new[] { "tenant_id", "message_id", "blob_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "attachments_ix_blobs_scan",
                table: "attachments_blobs",
                column: "scan_due_at",
                filter: "scan_status = 0");

            migrationBuilder.CreateIndex(
                name: "attachments_ux_blobs_digest",
                table: "attachments_blobs",
                columns: new[] { "tenant_id", "digest" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "attachments_ix_seals_deleted",
                table: "attachments_seals",
                column: "sealed_at",
                filter: "state = 2");

            migrationBuilder.CreateIndex(
                name: "attachments_ix_strays_due",
                table: "attachments_strays",
                column: "due_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "attachments_attachments");

            migrationBuilder.DropTable(
                name: "attachments_schema_version");

            migrationBuilder.DropTable(
                name: "attachments_seals");

            migrationBuilder.DropTable(
                name: "attachments_strays");

            migrationBuilder.DropTable(
                name: "attachments_blobs");

            migrationBuilder.DropTable(
                name: "messages");
        }
    }
}
