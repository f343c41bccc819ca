using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Attachments.EntityFrameworkCore.Tests.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Scanning : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_blobs_scan",
                schema: "attachments",
                table: "blobs");

            migrationBuilder.AddColumn<short>(
                name: "content_state",
                schema: "attachments",
                table: "blobs",
                type: "smallint",
                nullable: false,
                defaultValue: (short)0);

            migrationBuilder.InsertData(
                schema: "attachments",
                table: "schema_version",
                columns: new[] { "version", "applied_at" },
                values: new object[] { 2, 0L });

            migrationBuilder.CreateIndex(
                name: "ix_blobs_quarantine",
                schema: "attachments",
                table: "blobs",
                columns: new[] { "tenant_id", "id" },
                filter: "content_state = 1");

            migrationBuilder.CreateIndex(
                name: "ix_blobs_scan",
                schema: "attachments",
                table: "blobs",
                column: "scan_due_at",
                filter: "scan_due_at IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_blobs_quarantine",
                schema: "attachments",
                table: "blobs");

            migrationBuilder.DropIndex(
                name: "ix_blobs_scan",
                schema: "attachments",
                table: "blobs");

            migrationBuilder.DeleteData(
                schema: "attachments",
                table: "schema_version",
                keyColumn: "version",
                keyValue: 2);

            migrationBuilder.DropColumn(
                name: "content_state",
                schema: "attachments",
                table: "blobs");

            migrationBuilder.CreateIndex(
                name: "ix_blobs_scan",
                schema: "attachments",
                table: "blobs",
                column: "scan_due_at",
                filter: "scan_status = 0");
        }
    }
}
