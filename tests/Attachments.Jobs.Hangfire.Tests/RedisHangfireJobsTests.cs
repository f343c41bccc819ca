using Attachments.Jobs.Hangfire.Tests.Storages;

namespace Attachments.Jobs.Hangfire.Tests;

public sealed class RedisHangfireJobsTests() : HangfireJobsTests(new RedisJobStorage());
