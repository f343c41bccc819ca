using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Attachments.EntityFrameworkCore.Tests.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Scanning : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "attachments_ix_blobs_scan",
                table: "attachments_blobs");

            migrationBuilder.AddColumn<short>(
                name: "content_state",
                table: "attachments_blobs",
                type: "INTEGER",
                nullable: false,
                defaultValue: (short)0);

            migrationBuilder.InsertData(
                table: "attachments_schema_version",
                columns: new[] { "version", "applied_at" },
                values: new object[] { 2, 0L });

            migrationBuilder.CreateIndex(
                name: "attachments_ix_blobs_quarantine",
                table: "attachments_blobs",
                columns: new[] { "tenant_id", "id" },
                filter: "content_state = 1");

            migrationBuilder.CreateIndex(
                name: "attachments_ix_blobs_scan",
                table: "attachments_blobs",
                column: "scan_due_at",
                filter: "scan_due_at IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "attachments_ix_blobs_quarantine",
                table: "attachments_blobs");

            migrationBuilder.DropIndex(
                name: "attachments_ix_blobs_scan",
                table: "attachments_blobs");

            migrationBuilder.DeleteData(
                table: "attachments_schema_version",
                keyColumn: "version",
                keyValue: 2);

            migrationBuilder.DropColumn(
                name: "content_state",
                table: "attachments_blobs");

            migrationBuilder.CreateIndex(
                name: "attachments_ix_blobs_scan",
                table: "attachments_blobs",
                column: "scan_due_at",
                filter: "scan_status = 0");
        }
    }
}
